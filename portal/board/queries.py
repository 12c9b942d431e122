"""Which plan, which indicators, which observations."""

import datetime as dt
from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Exists, Max, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import get_language

from portal import clock
from portal.accounts.permissions import has_role
from portal.accounts.roles import Role
from portal.board.enums import Handled, Measure, Origin
from portal.board.models import Closing, Definition, Observation, ProgressNote, Release
from portal.board.permissions import areas_spoken_for, departments_spoken_for
from portal.board.targets.figures import MOST_DECIDING, Known, deciding
from portal.board.targets.periods import Period, parse_period
from portal.directory.models import Department, Indicator, Plan
from portal.manifests import Found

# Of the figure that another took the place of, what no list shows.
OLDER = [f"revision_of__{name}" for name in ("inputs", "counted", "excluded")]


def current_plan(today: dt.date) -> Plan | None:
    """The plan that has begun last: a plan that is over stays until the next begins."""
    plans = list(Plan.objects.order_by("starts_on"))
    begun = [plan for plan in plans if plan.starts_on <= today]
    return begun[-1] if begun else next(iter(plans), None)


def first_plan() -> Plan | None:
    """The one with which the portal began: addresses without a plan were printed under it."""
    return Plan.objects.order_by("pk").first()


def plans_with_closing():
    """Plans, and of each whether its closing file is released."""
    released = Closing.objects.filter(plan=OuterRef("pk"), state=Handled.PUBLISHED)
    return Plan.objects.annotate(has_closing=Exists(released))


def plan_named(text: str) -> Plan | None:
    """By its name in addresses, or by its code."""
    text = text.replace("\0", "")
    return Plan.objects.filter(Q(slug=text) | Q(code=text)).first()


def begun_plans(today: dt.date) -> list[Plan]:
    """Those that run and those that are over, the newest first: what they still owe is owed."""
    return list(Plan.objects.filter(starts_on__lte=today).order_by("-starts_on"))


def plan_at(day: dt.date, plans: list[Plan]) -> Plan | None:
    """Whose time holds the day; after the last of them that one."""
    held = [plan for plan in plans if plan.starts_on <= day]
    inside = [plan for plan in held if day <= plan.ends_on]
    return max(inside or held, key=lambda plan: plan.starts_on, default=None)


def indicators_of_today():
    """Those of the plan that runs; none without a plan."""
    plan = current_plan(clock.today())
    return plan.indicators.select_related("plan").order_by("number") if plan else ()


def indicators_of(plan: Plan):
    departments = Prefetch("departments", Department.objects.order_by("position"))
    said = Prefetch("definitions", Definition.objects.published(), to_attr="said_of_it")
    return (
        Indicator.objects.filter(plan=plan)
        .order_by("number")
        .select_related("plan")
        .prefetch_related(departments, said)
    )


def found_indicators(words: str) -> list[Found]:
    """All of the plan, for the search to choose from: there are fifty of them, they need no index."""
    plan = current_plan(clock.today())
    return [
        Found(
            indicator.label,
            reverse("board:indicator-detail", args=[plan.slug, indicator.number]),
            " ".join(_spoken(indicator, name) for name in ("subcategory", "target_text")),
            [indicator.name, indicator.name_en],
        )
        for indicator in (plan.indicators.all() if plan else [])
    ]


def _spoken(indicator: Indicator, name: str) -> str:
    """A word of the plan in the active language; Chinese where there is no other."""
    other = getattr(indicator, f"{name}_en") if (get_language() or "").startswith("en") else ""
    return other or getattr(indicator, name)


def desk_indicators(_user, words: str) -> list[Found]:
    """For the one box of the desk: by any part of the words."""
    found = found_indicators(words)
    return [one for one in found if words in f"{one.title} {one.text} {' '.join(one.names)}".casefold()]


def standing_by_indicator(indicators) -> dict[int, list[Observation]]:
    """What is published and not replaced, for all indicators at once."""
    return _by_indicator(Observation.objects.standing().filter(indicator__in=indicators))


def deciding_by_indicator(indicators, until: Period | None = None) -> dict[int, list[Observation]]:
    """Of what stands only that which states rest on: of many years, few rows are read whole.

    With `until`, from figures of no later period.
    """
    indicators = list(indicators)
    known: dict[tuple[int, bool, bool], list[Known]] = defaultdict(list)
    ends = {indicator.pk: indicator.plan.ends_on for indicator in indicators}
    rows = Observation.objects.standing().filter(indicator__in=[indicator.pk for indicator in indicators])
    if until is None:
        later = [Q(indicator__plan=plan, period__gte=str(plan.ends_on.year + 1)) for plan in _plans_of(indicators)]
        rows = rows.newest(MOST_DECIDING, reduce(or_, later, Q(pk__in=[])))
    for pk, indicator, text, value, origin in rows.values_list("pk", "indicator_id", "period", "value", "origin"):
        period = parse_period(text)
        key = (indicator, origin == Origin.OUTSIDE, period.ends_on > ends[indicator])
        if until is None or period.ends_on <= until.ends_on:
            known[key].append(Known(period, value is not None, pk))
    keys = [key for held in known.values() for key in deciding(held)]
    # What was left out is long, and asked for where one figure is opened.
    return _by_indicator(Observation.objects.filter(pk__in=keys).defer("excluded"))


def _plans_of(indicators) -> set[Plan]:
    return {indicator.plan for indicator in indicators}


def _by_indicator(rows) -> dict[int, list[Observation]]:
    found: dict[int, list[Observation]] = defaultdict(list)
    for observation in rows.select_related("owner", "revision_of").defer(*OLDER):
        found[observation.indicator_id].append(observation)
    return found


def history_of(indicator: Indicator):
    """Every published word on an indicator, the newest first, revised ones too."""
    return (
        Observation.objects.published()
        .filter(indicator=indicator)
        .select_related("owner", "revision", "indicator__plan", "revision_of")
        .order_by("-pk")
    )


def plans():
    return Plan.objects.order_by("-starts_on")


def all_releases():
    """What is announced or was, by its day."""
    return Release.objects.select_related("plan").order_by("day", "pk")


def next_release() -> Release | None:
    """What is announced to appear next, of whichever plan."""
    return all_releases().to_come().first()


def published_changes(plan: Plan):
    """Every figure published under a plan, the newest first; of drawn measures beside the plan too."""
    rows = Observation.objects.published().filter(Q(indicator__plan=plan) | Q(indicator__isnull=True))
    return rows.select_related("indicator__plan", "owner", "revision_of", "revision").order_by("-approved_at", "-pk")


def version_of(plan: Plan) -> dt.datetime | None:
    """When something of the plan was published last: what was published by then is that version, and nothing else is."""
    figures = published_changes(plan).order_by().aggregate(last=Max("approved_at"))["last"]
    notes = ProgressNote.objects.published().filter(Q(task__plan=plan) | Q(project__plan=plan))
    said = notes.aggregate(last=Max("approved_at"))["last"]
    return max((one for one in (figures, said) if one), default=None)


def outreach_observations():
    return Observation.objects.standing().filter(measure=Measure.OUTREACH).order_by("-period")


def newest_outreach() -> Observation | None:
    """Of the newest period what was published last: that is what stands, found without asking about all others."""
    return Observation.objects.published().filter(measure=Measure.OUTREACH).order_by("-period", "-pk").first()


def published_observation(public_id) -> Observation | None:
    rows = Observation.objects.published().select_related("indicator__plan", "owner", "revision_of", "revision")
    return rows.filter(public_id=public_id).first()


def observations_of(user):
    """All that a person may see before it is public."""
    rows = Observation.objects.filter(measure=Measure.INDICATOR)
    if has_role(user, Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER, Role.AUDITOR):
        return rows
    return rows.filter(indicator__departments__in=departments_spoken_for(user)).distinct()


def observations_waiting(user):
    rows = observations_of(user).waiting().select_related("indicator__plan", "entered_by", "owner")
    return rows.prefetch_related("indicator__departments").order_by("entered_at")


def observations_cleared(user):
    """Approved, and waiting for the release that is announced for their period."""
    return observations_of(user).cleared().select_related("indicator__plan").order_by("entered_at")


def observations_returned(user):
    return observations_of(user).returned().select_related("indicator").order_by("declined_at")


def indicators_owed_by(user, plan: Plan):
    """What the departments of a person answer for."""
    rows = indicators_of(plan).exclude(target_operator="not_applicable")
    if has_role(user, Role.DISTRICT_ADMINISTRATOR):
        return rows
    return rows.filter(Q(departments__in=departments_spoken_for(user))).distinct()


def notes_seen_by(user):
    """The district and the auditor see every note before it is public, an officer those of the own offices."""
    rows = ProgressNote.objects.all()
    if has_role(user, Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER, Role.AUDITOR):
        return rows
    return rows.filter(Q(department__in=departments_spoken_for(user)) | Q(area__in=areas_spoken_for(user)))


def notes_waiting(user):
    return notes_seen_by(user).waiting().with_names().order_by("entered_at")


def notes_returned(user):
    return notes_seen_by(user).returned().with_names().order_by("declined_at")


def plans_that_are_over(day: dt.date) -> list[str]:
    """The plan that the board shows, where it has ended and no other has begun."""
    plan = current_plan(day)
    return [plan.name] if plan and plan.ends_on < day else []
