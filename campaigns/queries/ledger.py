"""The quarter ledger: rules, what counts by them, and the figures a quarter was closed with."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from campaigns.enums import EventState, JointRule
from campaigns.models import Event, OutreachSettings, QuarterClosing, QuarterRules
from campaigns.permissions import areas_reported, sees_all
from campaigns.quarters import Quarter
from campaigns.quotas import Outing, Tally, area_credited, tallies
from portal.directory.models import Area, AreaKind
from portal.ledger.queries import altered


@dataclass(frozen=True)
class Rules:
    quotas: dict[str, int | None]
    joint_rule: str
    frozen: bool


@dataclass(frozen=True)
class LedgerRow:
    area: Area
    quota: int | None
    planned: int
    held: int
    verified: int
    met: bool | None
    to_hold: int
    to_plan: int


def reporting_areas():
    """The areas that stand in the ledger, in the plan's order."""
    return Area.objects.exclude(kind=AreaKind.DISTRICT).order_by("position")


def rules_of(quarter: Quarter) -> Rules:
    """The rules a quarter was frozen with, or those that hold today."""
    kept = QuarterRules.objects.filter(year=quarter.year, number=quarter.number).first()
    if kept:
        return Rules(kept.quotas, kept.joint_rule, frozen=True)
    quotas = dict(reporting_areas().values_list("code", "quarterly_event_quota"))
    setting = OutreachSettings.objects.first()
    return Rules(quotas, setting.joint_rule if setting else JointRule.LEAD, frozen=False)


def outings_in(quarter: Quarter) -> list[Outing]:
    events = Event.objects.in_quarter(quarter).exclude(state=EventState.WITHDRAWN).order_by("pk")
    found = events.values_list(
        "public_id", "state", "starts_at", "area__code", "community__area__code", "community__reporting_area__code"
    )
    return [Outing(key, state, start, lead, reporting or lying) for key, state, start, lead, lying, reporting in found]


def live_tallies(quarter: Quarter) -> list[Tally]:
    rules = rules_of(quarter)
    return tallies(outings_in(quarter), rules.quotas, quarter, JointRule(rules.joint_rule))


def closing_of(quarter: Quarter) -> QuarterClosing | None:
    return QuarterClosing.objects.filter(year=quarter.year, number=quarter.number).select_related("closed_by").last()


def closed_tallies(closing: QuarterClosing) -> list[Tally]:
    return [Tally(**row) for row in closing.rows]


def recounted(closing: QuarterClosing) -> list[Tally]:
    """The closed figures once more, from nothing but what the closing kept."""
    kept = [Outing(**{**o, "starts_at": dt.datetime.fromisoformat(o["starts_at"])}) for o in closing.outings]
    quotas = {row["area"]: row["quota"] for row in closing.rows}
    return tallies(kept, quotas, closing.quarter, JointRule(closing.joint_rule))


def quarter_ledger(quarter: Quarter) -> list[LedgerRow]:
    """Each area against its own quota, in the plan's order; a closed quarter as it was closed."""
    closing = closing_of(quarter)
    found = {row.area: row for row in (closed_tallies(closing) if closing else live_tallies(quarter))}
    return [_ledger_row(area, found[area.code]) for area in reporting_areas() if area.code in found]


def ledger_seen_by(user, quarter: Quarter) -> list[LedgerRow]:
    """The district sees every area; an officer sees the own ones, beside nobody else's."""
    rows = quarter_ledger(quarter)
    if sees_all(user):
        return rows
    own = set(areas_reported(user).values_list("pk", flat=True))
    return [row for row in rows if row.area.pk in own]


def events_in_row(area: Area, quarter: Quarter) -> list[tuple[Event, bool]]:
    """The events of a quarter that the row of an area is made of, by their day, and those that it only takes part in; whether each
    counts for the area."""
    rule = JointRule(rules_of(quarter).joint_rule)
    credited = {outing.key: area_credited(outing, rule) for outing in outings_in(quarter)}
    events = Event.objects.with_places().in_quarter(quarter).exclude(state=EventState.WITHDRAWN)
    own = [key for key, code in credited.items() if code == area.code]
    found = list(events.filter(Q(public_id__in=own) | Q(pk__in=Event.objects.of_areas([area]).values("pk"))))
    found.sort(key=lambda event: (event.starts_at, event.pk))
    return [(event, credited[event.public_id] == area.code) for event in found]


def waiting_in(quarter: Quarter) -> list[Event]:
    """Reports of a quarter that nobody has decided on yet: closing it leaves them out."""
    waiting = Event.objects.with_places().in_quarter(quarter).filter(state__in=(EventState.HELD, EventState.RETURNED))
    return list(waiting.order_by("starts_at", "pk"))


def changed_since(closing: QuarterClosing) -> bool:
    """Whether events changed after the quarter was closed; the closed figures stand until closed again."""
    return live_tallies(closing.quarter) != closed_tallies(closing)


def _ledger_row(area: Area, row: Tally) -> LedgerRow:
    return LedgerRow(
        area, row.quota, row.planned, row.held, row.verified, row.met, to_hold=row.to_hold, to_plan=row.to_plan
    )


def work_at_a_glance(today: dt.date, now: dt.datetime) -> dict[str, Any]:
    """The ledger of the quarter, for the district."""
    return {"outreach": quarter_ledger(Quarter.of_day(today))}


def altered_rows() -> Iterator[tuple[str, str]]:
    yield from ((key, "record") for key in altered_events())


def altered_events() -> Iterator[str]:
    """Events that do not say what the ledger says of them: nobody changed them through this portal."""
    rows = Event.objects.select_related("area").order_by("pk")
    return altered(rows, _counted)


def _counted(event: Event) -> dict[str, Any]:
    """What of an event stands in figures: in which quarter and area it counts, and for how many people."""
    return {
        "state": str(event.state),
        "area": event.area.code,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "people_reached": event.people_reached,
        "counting": event.counting,
        "late": event.late,
    }
