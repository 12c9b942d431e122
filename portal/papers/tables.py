"""A grid of texts to the rows that a door reads: where the head stands, what belongs to which column, what is left out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from portal.papers.columns import Column
from portal.papers.errors import UnreadableError
from portal.papers.files.grid import Grid, cell_name
from portal.papers.readers.words import offers
from portal.papers.text import clean_text, label_form, short_label

LOOKED_AT = 15  # rows with something in them, for the head
FEWEST = 2  # columns that make a head
EXAMPLES = ("示例", "例如", "example")
SUMS = {"合计", "总计", "小计", "共计", "total", "sum"}


@dataclass(frozen=True)
class Line:
    """A row by the number that the spreadsheet shows, its cells as they stand there."""

    number: int
    texts: list[str]
    # Columns whose formula was never worked out.
    formulas: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """`names`: the column of ours that each column of the file is, or nothing."""

    head: list[str]
    names: list[str]
    lines: list[Line]
    unknown: list[tuple[str, list[str]]]
    left_out: list[tuple[int, str]]

    def cell(self, line: Line, name: str) -> str:
        index = self._index(name)
        return line.texts[index] if 0 <= index < len(line.texts) else ""

    def put(self, line: Line, name: str, text: str) -> None:
        """A cell that was read and is another now."""
        line.texts[self._index(name)] = text

    def is_formula(self, line: Line, name: str) -> bool:
        return self._index(name) in line.formulas

    def place(self, line: Line, name: str) -> str:
        """As the spreadsheet calls it, C7; empty for a column that the file does not have."""
        index = self._index(name)
        return cell_name(line.number - 1, index) if index >= 0 else ""

    def _index(self, name: str) -> int:
        return self.names.index(name) if name in self.names else -1


def packed(table: Table) -> dict[str, Any]:
    return asdict(table)


def unpacked(plain: dict[str, Any]) -> Table:
    return Table(**plain | {"lines": [Line(**line) for line in plain["lines"]]})


@dataclass(frozen=True)
class Asked:
    """What a door takes. `ours`: heads that we ourselves add to a file. `telling`: the columns that make a row one,
    where others come filled in; without them each column of ours does."""

    columns: Sequence[Column]
    most: int
    ours: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()


def table_of(grid: Grid, asked: Asked) -> Table:
    number, names = _head(grid, asked)
    head = [clean_text(title) for title in grid.rows[number]]
    first = max((last for begins, last, _column in grid.merged if begins <= number <= last), default=number)
    lines, left_out = _lines(grid, first, {at for at, name in enumerate(names) if _tells(name, asked)})
    if not lines:
        raise UnreadableError("no_rows")
    if len(lines) > asked.most:
        raise UnreadableError("too_many", most=asked.most, found=len(lines))
    _join(lines, grid, first)
    return Table(head, names, lines, _unknown(head, names, asked), left_out)


def _head(grid: Grid, asked: Asked) -> tuple[int, list[str]]:
    """The row that names most of our columns; a title, a date or a note may stand above it."""
    forms = {form(label): column.name for form in (short_label, label_form) for column in asked.columns
             for label in (*column.labels, column.name)}  # fmt: skip
    found = [(at, _names(grid.rows[at], forms)) for at in sorted(grid.rows)[:LOOKED_AT]]
    number, names = max(found, key=lambda pair: sum(map(bool, pair[1])), default=(0, []))
    if sum(map(bool, names)) < FEWEST:
        raise UnreadableError("no_head", labels=[column.label for column in asked.columns])
    twice = next((column.label for column in asked.columns if names.count(column.name) > 1), None)
    if twice:
        raise UnreadableError("twice", label=twice, row=number)
    missing = [column.label for column in asked.columns if column.is_required and column.name not in names]
    if missing:
        raise UnreadableError("missing", labels=missing, row=number, unknown=_unknown(grid.rows[number], names, asked))
    return number, names


def _names(titles: list[str], forms: dict[str, str]) -> list[str]:
    return [forms.get(label_form(title)) or forms.get(short_label(title), "") for title in titles]


def _unknown(titles: list[str], names: list[str], asked: Asked) -> list[tuple[str, list[str]]]:
    """Columns that are none of ours, each with those of ours that it may be and that are not there."""
    free = {label: column.name for column in asked.columns if column.name not in names for label in column.labels}
    ours = set(map(label_form, asked.ours))
    named = [clean_text(title) for title, name in zip(titles, names, strict=True) if not name]
    return [(title, offers(title, free)) for title in named if title and label_form(title) not in ours]


def _tells(name: str, asked: Asked) -> bool:
    return bool(name) and (not asked.telling or name in asked.telling)


def _lines(grid: Grid, after: int, telling: set[int]) -> tuple[list[Line], list[tuple[int, str]]]:
    lines, left_out = [], []
    for at, texts in sorted(grid.rows.items()):
        if at <= after or not any(clean_text(text) for index, text in enumerate(texts) if index in telling):
            continue
        reason = _reason(texts)
        if reason:
            left_out.append((at, reason))
        else:
            lines.append(Line(at, list(texts), sorted(column for row, column in grid.formulas if row == at)))
    return lines, left_out


def _reason(texts: list[str]) -> str:
    """Rows that are no row: the example of our own template, and sums."""
    first = label_form(next(filter(clean_text, texts)))
    if first.startswith(EXAMPLES):
        return "example"
    return "sum" if first in SUMS else ""


def _join(lines: list[Line], grid: Grid, after: int) -> None:
    """A day joined over several rows is the day of each of them."""
    for first, last, column in grid.merged:
        above = grid.rows.get(first, [])
        if first <= after or column >= len(above):
            continue
        for line in lines:
            if first < line.number <= last:
                line.texts.extend([""] * (column + 1 - len(line.texts)))
                line.texts[column] = line.texts[column] or above[column]
