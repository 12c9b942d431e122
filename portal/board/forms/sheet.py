"""Figures from a spreadsheet: which columns there are, and how a row is judged, with the same form as on the page."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.board.enums import Verdict
from portal.board.forms.observation import ObservationForm
from portal.board.models import Observation
from portal.board.queries import standing_by_indicator
from portal.board.results.rows import row_of
from portal.board.targets.periods import PeriodError, parse_period
from portal.directory.models import Indicator
from portal.papers.columns import Column, choice_column
from portal.papers.judging import Judged, judged
from portal.papers.readers.numbers import percentage
from portal.papers.readers.reading import Reading
from portal.papers.rows import Row
from portal.papers.tables import Asked, Table
from portal.papers.text import plain_text
from portal.papers.words import labels
from portal.papers.writing import WHY

MOST_ROWS = 200
PER_CENT = "%"
WHOLE = Decimal(100)
LABELS = {
    "number": gettext_lazy("Number"),
    "name": gettext_lazy("Indicator"),
    "unit": gettext_lazy("Unit of measure"),
    "target": gettext_lazy("Target"),
    "period": gettext_lazy("Period"),
    "value": gettext_lazy("Value"),
    "verdict": gettext_lazy("How it stands"),
    "issued": gettext_lazy("Figure set by the city"),
    "text": gettext_lazy("In words"),
    "source": gettext_lazy("Source"),
    "method": gettext_lazy("Method"),
}
WIDTHS = {"name": 40, "target": 20, "text": 30, "source": 30, "method": 40}
# The list of what is due comes with rows to fill in: these make one a row.
TELLING = ("value", "verdict", "issued", "text", "source", "method")
YEAR = re.compile(r"([0-9]{4})年?(?:度|全年)?")
REQUIRED = ("number", "period")
QUARTER = re.compile(r"([0-9]{4})年?-?(?:[Qq]([1-4])|第?([一二三四1-4])季度?)")
NUMERALS = {"一": "1", "二": "2", "三": "3", "四": "4"}


def asked_figures() -> Asked:
    return Asked(columns(), MOST_ROWS, ours=labels(WHY), telling=TELLING)


def columns() -> list[Column]:
    def facts(name: str) -> dict:
        return {
            "name": name,
            "labels": labels(LABELS[name]),
            "is_required": name in REQUIRED,
            "width": WIDTHS.get(name, 12),
        }

    readers = {"number": number, "period": period, "value": percentage, "issued": percentage}
    found = [Column(**facts(name), **({"read": readers[name]} if name in readers else {})) for name in LABELS]
    verdicts = [(code, (*labels(label), code)) for code, label in Verdict.choices]
    found[list(LABELS).index("verdict")] = choice_column(**facts("verdict"), options=verdicts)
    return found


def number(cell: str) -> Reading:
    """第13项 is 13."""
    return Reading(plain_text(cell).removeprefix("第").removesuffix("项").removesuffix("号"))


def period(cell: str) -> Reading:
    """2025年 is 2025, 2026年第三季度 is 2026-Q3; what else is typed the form refuses."""
    typed = plain_text(cell)
    if found := YEAR.fullmatch(typed):
        return Reading(found[1])
    if found := QUARTER.fullmatch(typed):
        said = f"{found[1]}-Q{found[2] or NUMERALS.get(found[3], found[3])}"
        return Reading(said, "" if said == typed else said)
    return Reading(typed)


def judged_figures(
    table: Table, rows: list[Row], *, indicators: Mapping[str, Sequence[Indicator]], owners, today
) -> list[Judged]:
    """`indicators`: those that this person may enter, by number, of the newest plan first."""
    own, seen = columns(), set()
    found = []
    for row in rows:
        indicator = _of_its_plan(indicators.get(row.values.get("number", ""), ()), row.values.get("period", ""))
        if indicator is None:
            row.errors.append(("number", _("Your departments answer for no indicator of this number.")))
            found.append(judged(row, table, own, None, subject=row.text("number")))
        else:
            form = _form_of(row, indicator, owners, today)
            _refuse_twice(form, row, seen)
            found.append(_judged(row, table, own, form, today))
    return found


def _of_its_plan(found: Sequence[Indicator], period: str) -> Indicator | None:
    """Plans count anew: the period of a row tells in which of them its number stands."""
    try:
        ends_on = parse_period(period).ends_on
    except PeriodError:
        return next(iter(found), None)
    return next((one for one in found if one.plan.starts_on <= ends_on <= one.plan.ends_on), next(iter(found), None))


def _form_of(row: Row, indicator: Indicator, owners, today) -> ObservationForm:
    held = row_of(indicator, list(standing_by_indicator([indicator])[indicator.pk]), today)
    own = owners.filter(pk__in=indicator.departments.all()) or owners
    # A sheet has no box to tick: the second person is told of a jump.
    told = {"owner": getattr(own.first(), "pk", None), "is_sure": "on"}
    form = ObservationForm(row.values | told, row=held, owners=own, today=today)
    form.is_valid()
    for name in ("value", "issued"):
        _refuse_shares(form, held, name, PER_CENT in plain_text(row.text(name)))
    _refuse_known(form, indicator)
    return form


def _judged(row: Row, table: Table, own: list[Column], form: ObservationForm, today) -> Judged:
    indicator = form.row.indicator
    found = judged(row, table, own, form, subject=f"{indicator.number} {indicator.label}")
    if not found.errors:
        entry = form.entry
        facts = {"period": entry.period, "value": entry.value, "verdict": entry.verdict, "issued": entry.issued}
        becomes = row_of(indicator, [Observation(pk=0, indicator=indicator, **facts)], today)
        found.entry, found.outcome, found.tone = (indicator, entry), becomes.state.label, becomes.tone
    return found


def _refuse_shares(form: ObservationForm, row, name: str, is_percentage: bool) -> None:
    """A share where per cent is meant, or a hundredfold: both come of the format of a cell."""
    value, target = form.cleaned_data.get(name), row.target.value
    if value is None:
        return
    if row.indicator.unit != PER_CENT:
        if is_percentage:
            form.add_error(name, _("This is a percentage, but the unit of this figure is another."))
    elif target is not None and not is_percentage and 0 < value <= 1 and target > Decimal(10):
        form.add_error(
            name, _("The spreadsheet holds a share. Write 97.2 for 97.2 %, or give the cell a per cent format.")
        )
    elif target is not None and value > WHOLE >= target:
        form.add_error(
            name, _("This is more than 100 %. Is the cell formatted as per cent and the figure typed without?")
        )


def _refuse_known(form: ObservationForm, indicator: Indicator) -> None:
    said = form.cleaned_data.get("period", "")
    if said and Observation.objects.filter(indicator=indicator, period=said).exists():
        form.add_error("period", _("There is already a figure for this period; correct that one instead."))


def _refuse_twice(form: ObservationForm, row: Row, seen: set[tuple[object, object]]) -> None:
    key = (row.values.get("number"), row.values.get("period"))
    if key in seen:
        form.add_error("period", _("The file says something of this period twice."))
    seen.add(key)
