"""Workbooks of Excel, WPS, LibreOffice and Numbers: the values by calamine, what it leaves out from the sheet itself."""

import io
import posixpath
import re
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from portal.papers.errors import UnreadableError
from portal.papers.files.archive import Parts, packed, workbook_part
from portal.papers.files.grid import Grid, Marks, Place, check_place, grid_of
from portal.papers.files.limits import Limits
from portal.papers.files.xml import Attributes, Passing, passed

NOTHING = b"<none/>"
BUILT_IN_PERCENTAGES = {"9", "10"}
_QUOTED = re.compile(r'"[^"]*"|\\.')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class SheetName:
    name: str
    relation: str
    is_hidden: bool


def read_xlsx(parts: Parts, limits: Limits) -> Grid:
    workbook = workbook_part(parts)
    sheet, part = _first_visible(parts, workbook)
    styles = passed(parts.get(_beside(workbook, "styles.xml")) or NOTHING, _Styles()).percentages
    marks = passed(part, _Sheet(styles, limits)).marks
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(packed(parts)))
        values = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as error:
        raise UnreadableError("damaged") from error
    return grid_of(values, marks, limits)


def _beside(workbook: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(workbook), name)


def _first_visible(parts: Parts, workbook: str) -> tuple[SheetName, bytes]:
    """Lists for drop-downs are often the first sheet, hidden; a sheet may also be nothing but a chart."""
    names = passed(parts[workbook] or NOTHING, _Workbook()).sheets
    relations = parts.get(_beside(workbook, "_rels/workbook.xml.rels")) or NOTHING
    targets = passed(relations, _Relations(posixpath.dirname(workbook))).targets
    for sheet in names:
        part = parts.get(targets.get(sheet.relation, ""))
        if part and not sheet.is_hidden:
            return sheet, part
    raise UnreadableError("no_table")


class _Workbook(Passing):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[SheetName] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(SheetName(attributes.get("name", ""), attributes.get("id", ""), is_hidden))


class _Relations(Passing):
    """Parts of worksheets by the name under which the workbook knows them."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}
        self._folder = folder

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            self.targets[attributes.get("Id", "")] = target.lstrip("/")


class _Styles(Passing):
    """Which of the cells' formats show a percentage."""

    def __init__(self) -> None:
        super().__init__()
        self.percentages: set[str] = set()
        self._codes = set(BUILT_IN_PERCENTAGES)
        self._within = False
        self._count = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and "%" in _QUOTED.sub("", attributes.get("formatCode", "")):
            self._codes.add(attributes.get("numFmtId", ""))
        if name == "cellXfs":
            self._within = True
        if name == "xf" and self._within:
            if attributes.get("numFmtId") in self._codes:
                self.percentages.add(str(self._count))
            self._count += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False


class _Sheet(Passing):
    """Walks over the cells; where a program names no place it is the next one."""

    def __init__(self, percentages: set[str], limits: Limits) -> None:
        super().__init__()
        self.marks = Marks()
        self._limits, self._percentages = limits, percentages
        self._row, self._column = -1, -1
        self._cell: Attributes = {}
        self._texts: dict[str, str] = {}
        self._inside = ""

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
        if name == "c":
            self._cell, self._texts = attributes, {}
            self._row, self._column = place_of(attributes.get("r", "")) or (self._row, self._column + 1)
        if name in {"v", "f", "is"}:
            self._inside = name
            self._texts.setdefault(name, "")
        if name == "mergeCell":
            self._join(attributes.get("ref", ""))

    def characters(self, content: str) -> None:
        if self._inside:
            self._texts[self._inside] += content

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""
        if name == "c":
            self._note()

    def _note(self) -> None:
        place, kind, value = (self._row, self._column), self._cell.get("t"), self._texts.get("v", "")
        if self._texts:
            check_place(*place, self._limits)
        if kind == "e":
            self.marks.errors[place] = value
        elif "f" in self._texts and not value and kind != "str":
            self.marks.errors[place] = f"={self._texts['f']}"
            self.marks.formulas.add(place)
        if self._cell.get("s") in self._percentages:
            self.marks.percentages.add(place)

    def _join(self, reference: str) -> None:
        corners = [place_of(corner) for corner in reference.split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:  # noqa: PLR2004 - two corners
            (first, column), (last, _column) = corners[0], corners[1]
            self.marks.merged.append((first, last, column))


def place_of(reference: str) -> Place | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
