"""A sheet as it was read: texts by place, and what beside the texts matters."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.papers.errors import UnreadableError
from portal.papers.files.limits import Limits
from portal.papers.files.values import shown

Place = tuple[int, int]  # row and column, from 0
LETTERS = 26


@dataclass
class Marks:
    """What the reader of values leaves out: cells of percentages, errors, formulas without a result, joined cells."""

    percentages: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    # First and last row, column.
    merged: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """Rows with something in them, by the number that the spreadsheet shows; columns count from 0."""

    rows: dict[int, list[str]]
    formulas: set[Place] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def grid_of(values: Iterable[Iterable[object]], marks: Marks, limits: Limits) -> Grid:
    rows: dict[int, list[str]] = {}
    signs = 0
    for row, cells in enumerate(values):
        texts = [_text((row, column), value, marks) for column, value in enumerate(cells)]
        if any(texts):
            check_place(row, len("".join("x" if text else " " for text in texts).rstrip()) - 1, limits)
            signs += sum(map(len, texts))
            _check_signs(row, texts, signs, limits)
            rows[row + 1] = texts
    one_up = {(row + 1, column) for row, column in marks.formulas}
    return Grid(rows, one_up, [(first + 1, last + 1, column) for first, last, column in marks.merged])


def _text(place: Place, value: object, marks: Marks) -> str:
    if place in marks.errors:
        return marks.errors[place]
    return shown(value, is_percentage=place in marks.percentages)


def _check_signs(row: int, texts: list[str], signs: int, limits: Limits) -> None:
    longest = max(texts, key=len)
    if len(longest) > limits.cell_signs:
        raise UnreadableError("cell_long", cell=cell_name(row, texts.index(longest)), most=limits.cell_signs)
    if signs > limits.signs:
        raise UnreadableError("signs", most=limits.signs)


def check_place(row: int, column: int, limits: Limits) -> None:
    """A cell far out would make the sheet as large as the way to it."""
    if row >= limits.last_row or column >= limits.columns:
        raise UnreadableError("far", cell=cell_name(row, column), rows=limits.last_row, columns=limits.columns)


def cell_name(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
