"""Which events and which figures: always narrowed to what this person may see."""

import datetime as dt
from dataclasses import dataclass
from difflib import SequenceMatcher

from campaigns.enums import EventState, JointRule
from campaigns.models import Event, EventProof, OutreachSettings, QuarterClosing, QuarterRules
from campaigns.permissions import areas_reported, sees_all
from campaigns.quarters import Quarter
from campaigns.quotas import Outing, Tally, tallies
from portal.directory.models import Area, AreaKind
from portal.evidence.intake import distance
from portal.evidence.queries import SAME_PICTURE

WORTH_COMPARING = 20
SAME_WORDS = 0.9
NEAR = dt.timedelta(days=100)
MOST_COMPARED = 300


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


def changed_since(closing: QuarterClosing) -> bool:
    """Whether events changed after the quarter was closed; the closed figures stand until closed again."""
    return live_tallies(closing.quarter) != closed_tallies(closing)


def public_events(now, *, past: bool = False):
    """What residents see: the coming events soonest first, or the past ones latest first."""
    events = Event.objects.public().with_places()
    if past:
        return events.filter(ends_at__lt=now)
    return events.filter(ends_at__gte=now).order_by("starts_at", "pk")


def public_links(event: Event) -> list[str]:
    """Links that show a verified event; files stay with the ledger."""
    if event.state != EventState.VERIFIED:
        return []
    return list(event.proofs.filter(removed_at=None).exclude(url="").values_list("url", flat=True))


def visible_events(user):
    """The working view: an officer sees the events of the own areas, the district sees all."""
    if sees_all(user):
        return Event.objects.with_places()
    return Event.objects.with_places().of_areas(areas_reported(user))


def own_events(user):
    """Events that the officer's areas lead."""
    return Event.objects.with_places().filter(area__in=areas_reported(user))


def events_waiting():
    """Reports that wait for the district, the longest waiting first."""
    return Event.objects.with_places().filter(state=EventState.HELD).order_by("reported_at", "pk")


def last_event_of(user) -> Event | None:
    """What the officer entered last: the form starts from it."""
    return Event.objects.filter(created_by=user).order_by("-created_at", "-pk").first()


def was_returned(event: Event) -> bool:
    return event.state == EventState.RETURNED


def open_items(event: Event) -> list:
    """What the district asked to be put right, while it is still open."""
    if not was_returned(event):
        return []
    items = list(event.returned_items.all())
    return [item for item in items if item.round == items[-1].round]


def _ledger_row(area: Area, row: Tally) -> LedgerRow:
    return LedgerRow(
        area, row.quota, row.planned, row.held, row.verified, row.met, to_hold=row.to_hold, to_plan=row.to_plan
    )


@dataclass(frozen=True)
class Resemblance:
    """A hint for the officer and the verifier to look; nothing follows from it by itself."""

    kind: str
    event: Event
    is_visible: bool


def resemblances(event: Event, user) -> list[Resemblance]:
    """Other events with nearly the same photo or nearly the same words, each once a kind."""
    found = {"photo": _with_same_photo(event), "text": _with_same_words(event)}
    keys = found["photo"] | found["text"]
    if not keys:
        return []
    events = Event.objects.with_places().in_bulk(keys)
    seen = set(visible_events(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [Resemblance(kind, events[key], key in seen) for kind, some in found.items() for key in sorted(some)]


def _with_same_photo(event: Event) -> set[int]:
    files = EventProof.objects.filter(removed_at=None, file__isnull=False).exclude(event__state=EventState.WITHDRAWN)
    columns = ("file__sha256", "file__perceptual_hash")
    own = set(files.filter(event=event).values_list(*columns))
    if not own:
        return set()
    others = files.exclude(event=event).values_list("event_id", *columns)
    return {key for key, *other in others if any(_is_same_picture(mine, other) for mine in own)}


def _is_same_picture(one, other) -> bool:
    """The same bytes, or hashes close together; a plain surface (no bit set) resembles nothing."""
    if one[0] == other[0]:
        return True
    return bool(one[1].strip("0") and other[1].strip("0")) and distance(one[1], other[1]) <= SAME_PICTURE


def _with_same_words(event: Event) -> set[int]:
    if len(event.outcome) < WORTH_COMPARING:
        return set()
    near = Event.objects.filter(area=event.area_id).exclude(pk=event.pk).exclude(state=EventState.WITHDRAWN)
    near = near.filter(starts_at__range=(event.starts_at - NEAR, event.starts_at + NEAR)).exclude(outcome="")
    matcher = SequenceMatcher(None, b=event.outcome, autojunk=False)
    found = set()
    for key, words in near.values_list("pk", "outcome")[:MOST_COMPARED]:
        matcher.set_seq1(words)
        if matcher.real_quick_ratio() > SAME_WORDS and matcher.ratio() > SAME_WORDS:
            found.add(key)
    return found
