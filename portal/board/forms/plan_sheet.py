"""The next plan from a workbook: read, judged cell by cell, and made into records where nothing is wrong."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from portal.board.forms.plan_columns import DRAWN, LABELS, NO, YES, columns, fact_columns, text_or_none
from portal.board.forms.plan_links import linked_faults
from portal.board.forms.plan_rules import Years, asked_of, is_dropped, numbers_of, row_faults, target_text
from portal.directory.models import Indicator, Plan
from portal.directory.records import IndicatorRecord, PlanRecord, PlanRecords
from portal.numbers import plain_number
from portal.papers.columns import Column
from portal.papers.errors import UnreadableError
from portal.papers.files import read_grid
from portal.papers.files.grid import Grid, cell_name
from portal.papers.files.limits import DEFAULT
from portal.papers.forms import TableForm
from portal.papers.rows import Row, rows_of
from portal.papers.tables import Asked, Table, table_of
from portal.papers.text import clean_text, label_form
from portal.papers.words import labels, place_words, problem
from portal.papers.writing import WHY

MOST_ROWS = 300
LONGEST_NAME = 200


@dataclass(frozen=True, order=True)
class CellFault:
    """`place` as the spreadsheet calls it, C7; `row` and `column` put the faults in its order."""

    row: int
    column: int
    place: str = field(compare=False)
    label: str = field(compare=False)
    words: str = field(compare=False)

    @property
    def where(self) -> str:
        return place_words(self.label, self.place)


@dataclass(frozen=True)
class Fact:
    column: Column
    value: object
    row: int = 0
    index: int = 0
    error: UnreadableError | None = None


@dataclass(frozen=True)
class Tried:
    """`records` and `english` where nothing is wrong."""

    faults: list[CellFault]
    rows: list[Row]
    before: Plan | None
    records: PlanRecords | None = None
    english: Mapping[str, str] = field(default_factory=dict)


class PlanSheetForm(TableForm):
    """Cleans to the workbook as it was tried; a plan comes in whole or not at all."""

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, asked=Asked(columns(), MOST_ROWS, ours=labels(WHY)), **kwargs)
        self.today = today

    def clean_file(self) -> Tried:
        try:
            grid = read_grid(self.cleaned_data["file"].read(DEFAULT.file_bytes + 1))
            return tried_plan(grid, table_of(grid, self.asked), self.asked.columns, self.today)
        except UnreadableError as error:
            raise forms.ValidationError(problem(error), code=error.code) from error


def tried_plan(grid: Grid, table: Table, own: list[Column], today: dt.date) -> Tried:
    plans = list(Plan.objects.order_by("-starts_on"))
    facts = _facts(grid, table, fact_columns([plan.slug for plan in plans], today))
    slug = facts["follows"].value
    before = next((plan for plan in plans if plan.slug == slug), plans[0] if plans and not slug else None)
    old = {one.number: one for one in before.indicators.all()} if before else {}
    years, rows = _years(facts), rows_of(table, own)
    found = [*_facts_wrong(facts, before), *_rows_wrong(rows, table, years, old)]
    if found:
        return Tried(sorted(found), rows, before)
    said = [row.values for row in rows]
    return Tried([], rows, before, _records(facts, said, before, old), _english(facts, said))


def _facts(grid: Grid, table: Table, own: list[Column]) -> dict[str, Fact]:
    """Above the first row of the table: a label, and in the next cell that holds something its value."""
    forms_of = {label_form(label): column for column in own for label in column.labels}
    found = {column.name: Fact(column, "") for column in own}
    for number in sorted(at for at in grid.rows if at < table.lines[0].number):
        held = [(index, text) for index, text in enumerate(grid.rows[number]) if clean_text(text)]
        column = forms_of.get(label_form(held[0][1])) if held else None
        if column is not None and len(held) > 1:
            found[column.name] = _fact(column, number, *held[1])
    return found


def _fact(column: Column, number: int, index: int, text: str) -> Fact:
    try:
        return Fact(column, column.read(text).value, number, index)
    except UnreadableError as error:
        return Fact(column, "", number, index, error)


def _years(facts: Mapping[str, Fact]) -> Years | None:
    first, last, base = (facts[name].value for name in ("starts_on", "ends_on", "base_year"))
    return Years(first.year, last.year, base) if first and last and base else None


def _facts_wrong(facts: Mapping[str, Fact], before: Plan | None) -> Iterator[CellFault]:
    for name, words in _facts_said(facts, before):
        fact = facts[name]
        place = cell_name(fact.row - 1, fact.index) if fact.row else ""
        yield CellFault(fact.row, fact.index, place, fact.column.label, words)


def _facts_said(facts: Mapping[str, Fact], before: Plan | None) -> Iterator[tuple[str, str]]:
    yield from ((name, problem(fact.error)) for name, fact in facts.items() if fact.error)
    asked = ("plan_name", "starts_on", "ends_on", "base_year")
    yield from (
        (name, _("This is asked for above the table."))
        for name in asked
        if not facts[name].value and not facts[name].error
    )
    for name in ("plan_name", "plan_name_en"):
        if len(str(facts[name].value)) > LONGEST_NAME:
            yield name, _("This is longer than %(most)s signs.") % {"most": LONGEST_NAME}
    first, last, base = (facts[name].value for name in ("starts_on", "ends_on", "base_year"))
    if first and last and last <= first:
        yield "ends_on", _("The plan ends before it begins.")
    if first and base and not first.year - 10 <= base < first.year:
        yield "base_year", _("The base year lies before the plan, at most ten years.")
    if first and before and first <= before.ends_on:
        yield (
            "starts_on",
            _("The plan before it, %(slug)s, lasts until %(day)s.")
            % {
                "slug": before.slug,
                "day": before.ends_on,
            },
        )


def _rows_wrong(
    rows: list[Row], table: Table, years: Years | None, old: Mapping[int, Indicator]
) -> Iterator[CellFault]:
    for row in rows:
        found = [(name, problem(error)) for name, error in row.errors]
        if not is_dropped(row.values):
            refused = {name for name, _words in found}
            found += [(name, words) for name, words in row_faults(row.values, years) if name not in refused]
        yield from (_at(row.number, name, words, table) for name, words in dict.fromkeys(found))
    for place, name, words in linked_faults([row.values for row in rows], old):
        yield _at(rows[place].number if place is not None else 0, name, words, table)


def _at(number: int, name: str, words: str, table: Table) -> CellFault:
    index = table.names.index(name) if name in table.names else -1
    place = cell_name(number - 1, index) if number and index >= 0 else ""
    return CellFault(number, index, place, str(LABELS[name]), words)


def _records(
    facts: Mapping[str, Fact], said: list[Mapping], before: Plan | None, old: Mapping[int, Indicator]
) -> PlanRecords:
    first, last, base = (facts[name].value for name in ("starts_on", "ends_on", "base_year"))
    slug = f"{first.year}-{last.year}"
    dropped = tuple(sorted(number for one in said if is_dropped(one) for number in one["continues"]))
    code = f"{settings.DISTRICT.code}-{slug}"
    plan = PlanRecord(
        code, str(facts["plan_name"].value), first, last, slug, base, before.code if before else "", dropped
    )
    rows = (_indicator(one, base, old) for one in said if not is_dropped(one))
    return PlanRecords(plan, (), (), (), tuple(sorted(rows, key=lambda one: one.number)), (), ())


def _indicator(said: Mapping, base: int, old: Mapping[int, Indicator]) -> IndicatorRecord:
    operator, value = asked_of(said)
    baselines = {year or str(base): text for year, text in said.get("baselines", {}).items()}
    steps = {year: plain_number(number) for year, number in numbers_of(said, "steps").items()}
    continues = said.get("continues", ())
    # What the rooms draw, and of whom it speaks, goes on from the indicator before.
    drawn = old[continues[0]] if said.get("origin") == DRAWN else None
    return IndicatorRecord(
        number=said["number"],
        category=said["category"],
        subcategory=said.get("subcategory") or said["category"],
        name=said["name"],
        mandatory=said["mandatory"] == YES,
        unit=said.get("unit", ""),
        baseline_text=baselines.get(str(base)) or next(reversed(baselines.values()), ""),
        target_text=target_text(said),
        target_operator=operator,
        target_value=value,
        target_kind=said["target_kind"],
        target_upper=said.get("upper") or None,
        steps=steps,
        responsible=tuple(said["responsible"]),
        groups=tuple(drawn.groups) if drawn else (),
        drawn_as=drawn.drawn_as if drawn else None,
        decided_by=drawn.decided_by if drawn else "own",
        is_unbounded=said.get("unbounded", NO) == YES,
        code=said.get("code", ""),
        baselines=baselines,
        source=text_or_none(said.get("source", "")).value,
        continuity=said["continuity"],
        continues=tuple(continues),
    )


def _english(facts: Mapping[str, Fact], said: Iterable[Mapping]) -> dict[str, str]:
    found = {str(one.get("name", "")): str(one.get("name_en", "")) for one in said if one.get("name_en")}
    if facts["plan_name_en"].value:
        found[str(facts["plan_name"].value)] = str(facts["plan_name_en"].value)
    return found
