"""Figures, periods and targets in words, the same on pages and in files."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.board.enums import Group, Operator, Origin
from portal.board.figures.sources import reasons
from portal.board.targets.periods import Period, PeriodError, parse_period
from portal.board.targets.target import number_in
from portal.directory.models import Department, departments_in_order
from portal.numbers import plain_number

DEMO = "演示"


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def period_words(period: Period | str) -> str:
    if isinstance(period, str):
        try:
            period = parse_period(period)
        except PeriodError:
            return period
    values = {"year": period.year, "part": period.part}
    return {
        "year": _("%(year)s"),
        "half": _("half %(part)s of %(year)s"),
        "quarter": _("quarter %(part)s of %(year)s"),
        "month": _("month %(part)s of %(year)s"),
    }[period.kind] % values


def _said_of(name: str):
    """The named text of a row of the plan; Chinese where there is no English."""

    def said(row) -> str:
        return (getattr(row, f"{name}_en") if is_english() else "") or getattr(row, name)

    return said


UNSAID_UNITS = {"number"}  # a count needs no unit in English
_unit = _said_of("unit")


def unit_words(indicator) -> str:
    unit = _unit(indicator)
    return "" if unit in UNSAID_UNITS else unit


category_words = _said_of("category")
subcategory_words = _said_of("subcategory")
group_words = _said_of("group")
content_words = _said_of("content")
lead_words = _said_of("lead")


def indicator_address(view: str, indicator) -> str:
    """Of one of its pages: `detail`, `embed`, `csv`."""
    return reverse(f"board:indicator-{view}", args=[indicator.plan.slug, indicator.number])


def indicator_url(indicator) -> str:
    return indicator_address("detail", indicator)


def release_words(release) -> str:
    """What appears, in one line."""
    return _("Figures for %(period)s (%(plan)s)") % {
        "period": period_words(release.when),
        "plan": release.plan.slug,
    }


def office_url(office, plan) -> str:
    kind = "departments" if isinstance(office, Department) else "areas"
    return reverse("board:office-detail", args=[plan.slug, kind, office.code])


def target_words(row) -> str:
    """What the plan asks for, as a sentence part: at least 98 %."""
    indicator, target = row.indicator, row.target
    if target.operator == Operator.BETWEEN:
        lower, upper = plain_number(target.value), with_unit(target.upper, indicator)
        return _("between %(lower)s and %(upper)s") % {"lower": lower, "upper": upper}
    if target.operator:
        number = _joined(target_number(row), unit_words(indicator))
        return _("%(operator)s %(number)s") % {"operator": target.operator.label, "number": number}
    return (indicator.target_text_en if is_english() else "") or indicator.target_text


def target_number(row) -> str:
    """The number as the plan writes it: 0.010 says that it is exact to three places."""
    text = row.indicator.target_text.strip()
    return (
        text if row.target.value is not None and number_in(text) == row.target.value else plain_number(row.target.value)
    )


def group_names(groups) -> str:
    """The groups of whom a figure speaks, in one line."""
    return (", " if is_english() else "、").join(str(Group(group).label) for group in groups)


def baseline_words(indicator) -> str:
    """The figure of the base year as the plan gives it; its sentences have no official English."""
    number = number_in(indicator.baseline_text)
    return (
        indicator.baseline_text if number is None else _joined(indicator.baseline_text.strip(), unit_words(indicator))
    )


def with_unit(value, indicator) -> str:
    """Chinese writes the unit close to its number."""
    return _joined(plain_number(value), unit_words(indicator))


def _joined(number: str, unit: str) -> str:
    return (" " if is_english() else "").join(part for part in (number, unit) if part)


def owner_words(indicator) -> str:
    """Who answers for it, as the plan names them and in its order: the first leads."""
    if indicator.responsible:
        said = indicator.responsible_text_en.split("; ") if is_english() else indicator.responsible
        return (", " if is_english() else "、").join(said)
    names = [department.label for department in departments_in_order(indicator)]
    if indicator.all_areas:
        names.append(_("all towns and subdistricts"))
    return (", " if is_english() else "、").join(names) or _("not named in the plan")


def first_words(indicator) -> str:
    """The office that leads, by which the others are asked; as the plan says it where that is no single one."""
    lead = next(iter(departments_in_order(indicator)), None)
    return lead.label if lead else owner_words(indicator)


def source_words(observation) -> str:
    """Texts of drawn figures are message ids; what a department wrote stays as written."""
    if observation.origin != Origin.DERIVED:
        return observation.source
    source = observation.inputs.get("survey") or _(observation.source)
    if any(DEMO in str(entry.get("holder", "")) for entry in observation.counted):
        return _("%(source)s (with demonstration records)") % {"source": source}
    return source


def method_words(observation) -> str:
    return _(observation.method) if observation.origin == Origin.DERIVED else observation.method


def reason_words(observation) -> str:
    return _(observation.reason) if observation.reason and observation.origin == Origin.DERIVED else observation.reason


def reason_left_out(reason: str) -> str:
    return str(reasons().get(reason, reason))


def record_words(entry: dict) -> str:
    """A record behind a figure on one line: its name and number, then why it does not count."""
    parts = [str(entry[key]) for key in ("number", "holder", "area") if entry.get(key)]
    reason = entry.get("reason", "")
    return f"{' '.join(parts)} ({reason_left_out(reason)})" if reason else " ".join(parts)


def figure_words(observation) -> str:
    """A published word in short: the number with its unit, the verdict, or that too few answered."""
    if observation.is_too_few:
        return _("too few answers")
    if observation.value is not None:
        return (
            with_unit(observation.value, observation.indicator)
            if observation.indicator_id
            else plain_number(observation.value)
        )
    return str(observation.get_verdict_display())


def figure_url(observation) -> str:
    """The figure's own page: it keeps its address when another takes its place."""
    return reverse("board:figure-detail", args=[observation.public_id])


def change_words(observation) -> tuple[str, str]:
    """A published word as a headline and a sentence."""
    name = (
        f"{observation.indicator.number} {observation.indicator.label}"
        if observation.indicator_id
        else str(observation.get_measure_display())
    )
    title = f"{name}: {figure_words(observation)} ({period_words(observation.when)})"
    if observation.corrects:
        return title, _("Corrects an earlier figure: %(reason)s") % {"reason": reason_words(observation)}
    return title, _("Source: %(source)s") % {"source": source_words(observation)}
