"""Tables of LibreOffice, and what WPS and Numbers save as ODS: the document says of each cell what it holds."""

import datetime as dt
import re

from portal.papers.errors import UnreadableError
from portal.papers.files.archive import CONTENT, Parts
from portal.papers.files.grid import Grid, Marks, check_place, grid_of
from portal.papers.files.limits import Limits
from portal.papers.files.xml import Attributes, Passing, passed

MANIFEST = "META-INF/manifest.xml"
CELLS = {"table-cell", "covered-table-cell"}
# Stands inside a cell and is none of its text.
ASIDE = {"annotation", "ruby-text"}
SIGNS = {"tab": "\t", "line-break": "\n"}
_LENGTH = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def read_ods(parts: Parts, limits: Limits) -> Grid:
    if b"encryption-data" in parts.get(MANIFEST, b""):
        raise UnreadableError("locked")
    document = passed(parts[CONTENT], _Document(limits))
    if not document.is_found:
        raise UnreadableError("no_table")
    last = max(document.rows, default=-1)
    return grid_of((document.rows.get(row, []) for row in range(last + 1)), document.marks, limits)


class _Document(Passing):
    """The first visible sheet; cells and rows that are alike stand once, with how often."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.rows: dict[int, list[object]] = {}
        self.marks = Marks()
        self.is_found = False
        self._limits = limits
        self._hidden: set[str] = set()
        self._style = ""
        self._within = False
        self._row, self._rows_alike = 0, 1
        self._cells: list[object] = []
        self._cell: Attributes = {}
        self._text: list[str] | None = None
        self._aside = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self._style = attributes.get("name", "")
        if name == "table-properties" and attributes.get("display") == "false":
            self._hidden.add(self._style)
        if name == "table" and not self.is_found:
            self._within = self.is_found = attributes.get("style-name") not in self._hidden
        if self._within:
            self._begin_within(name, attributes)

    def _begin_within(self, name: str, attributes: Attributes) -> None:
        if name == "table-row":
            self._cells, self._rows_alike = [], int(attributes.get("number-rows-repeated", 1))
        elif name in CELLS:
            self._cell, self._text = attributes, []
        elif name in ASIDE:
            self._aside += 1
        elif self._text and name == "p" and not self._aside:
            self._text.append("\n")
        elif name == "s":
            self.characters(" " * min(int(attributes.get("c", 1)), self._limits.cell_signs))
        else:
            self.characters(SIGNS.get(name, ""))

    def characters(self, content: str) -> None:
        if self._text is not None and not self._aside:
            self._text.append(content)

    def end(self, name: str) -> None:
        if not self._within:
            return
        if name in ASIDE:
            self._aside -= 1
        elif name in CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._within = False

    def _end_cell(self) -> None:
        text, self._text = "".join(self._text or ()), None
        value, column = self._value(text), len(self._cells)
        alike = int(self._cell.get("number-columns-repeated", 1))
        if value == "":
            alike = min(alike, self._limits.columns)
        else:
            check_place(self._row, column + alike - 1, self._limits)
        self._cells += [value] * alike
        down = int(self._cell.get("number-rows-spanned", 1))
        if down > 1:
            self.marks.merged.append((self._row, self._row + down - 1, column))

    def _value(self, text: str) -> object:
        """By the kind that the cell names; an error and a formula without a result are marked."""
        place = (self._row, len(self._cells))
        kind, number = self._cell.get("value-type", ""), self._cell.get("value")
        if "formula" in self._cell and not kind:
            self.marks.formulas.add(place)
            return self._cell["formula"]
        if kind == "percentage":
            self.marks.percentages.add(place)
        if number is not None and kind in {"float", "percentage", "currency"}:
            return float(number)
        if kind == "date":
            return dt.datetime.fromisoformat(self._cell.get("date-value", ""))
        length = _LENGTH.fullmatch(self._cell.get("time-value", ""))
        if length:
            hours, minutes, seconds = map(int, length.groups())
            return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return text

    def _end_row(self) -> None:
        while self._cells and self._cells[-1] == "":
            self._cells.pop()
        if self._cells:
            check_place(self._row + self._rows_alike - 1, 0, self._limits)
            self.rows |= dict.fromkeys(range(self._row, self._row + self._rows_alike), self._cells)
        self._row += self._rows_alike
