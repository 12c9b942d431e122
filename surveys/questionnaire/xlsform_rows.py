"""The rows of an XLSForm in one spelling: old and relaxed names of columns and types as pyxform (BSD-2) knows them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pyxform import aliases
from pyxform.parsing.sheet_headers import clean_text_values, process_header
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

Sheet = Sequence[Mapping[str, str]]
WORDS = frozenset({"label", "hint"})
# pyxform sorts some columns into drawers; what stands in them is what we ask for.
DRAWERS = frozenset({"bind", "control", "media", "instance"})
SURVEY = frozenset(
    {"type", "name", "label", "hint", "choice_filter", "parameters", "default", "trigger", "disabled", "guidance_hint"}
)
CHOICES = frozenset({"name", "label", "list name"})
CHINESE, ENGLISH = re.compile("中文|汉语|chinese|\\bzh\\b"), re.compile("english|英文|\\ben\\b")


@dataclass(frozen=True)
class Row:
    """`number` as a spreadsheet counts; `cells` by column; `words`: label and hint by language ("" where none is named)."""

    number: int
    cells: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wording(self, column: str) -> dict[str, str]:
        """Both languages; where a form has one, it stands for both until the author has put that right."""
        given = self.words.get(column, {})
        chinese = next((text for name, text in given.items() if CHINESE.search(name)), "")
        english = next((text for name, text in given.items() if ENGLISH.search(name)), "")
        plain = chinese or given.get("", "") or next(iter(given.values()), "")
        return {"zh": plain, "en": english or plain}


@dataclass(frozen=True)
class Type:
    """What a row is: `begin`, `end`, `choice`, or the tag and type of pyxform's dictionary; `name` as it was written."""

    name: str
    role: str = ""
    tag: str = ""
    kind: str = ""
    is_fixed: bool = False  # read only: a note
    list_name: str = ""
    has_other: bool = False


def survey_rows(sheet: Sheet) -> Iterator[Row]:
    return _rows(sheet, "survey")


def choice_rows(sheet: Sheet) -> Iterator[Row]:
    return _rows(sheet, "choices")


def _rows(sheet: Sheet, name: str) -> Iterator[Row]:
    is_double = any("::" in header for row in sheet[:1] for header in row)
    for number, given in enumerate(sheet, 2):
        cells: dict[str, str] = {}
        words: dict[str, dict[str, str]] = {}
        for header, text in given.items():
            value = str(text).strip()
            column, language = _column(header, name, is_double)
            if value and column in WORDS:
                words.setdefault(column, {}).setdefault(language, value)
            elif value:
                cells.setdefault(column, clean_text_values(value))
        yield Row(number, cells, words)


@cache
def _column(header: str, sheet: str, is_double: bool) -> tuple[str, str]:
    known, columns = (aliases.survey_header, SURVEY) if sheet == "survey" else (aliases.list_header, CHOICES)
    _, tokens = process_header(header.strip(), is_double, known, columns)
    if tokens[0] in DRAWERS and len(tokens) > 1:
        tokens = tokens[1:]
    return tokens[0], "::".join(tokens[1:]).lower()


def type_of(written: str) -> Type:
    """`select one from yn`, `begin group`, `int` and all the rest; nothing known: no role and no tag."""
    name = " ".join(written.split())
    for pattern, role in ((RE_BEGIN_CONTROL, "begin"), (RE_END_CONTROL, "end")):
        found = pattern.search(name.lower())
        if found:
            return Type(name, role, kind=aliases.control[found["type"]])
    found = RE_SELECT.search(name) or RE_SELECT.search(name.lower())
    if found:
        command = found["select_command"]
        kind = "file" if command in aliases.select_from_file else aliases.select[command]
        return Type(name, "choice", kind=kind, list_name=found["list_name"], has_other=bool(found["specify_other"]))
    entry = QUESTION_TYPE_DICT.get(name) or QUESTION_TYPE_DICT.get(name.lower())
    if entry is None:
        return Type(name)
    bind, tag = entry.get("bind", {}), entry.get("control", {}).get("tag", "")
    return Type(name, "plain", tag, bind.get("type", ""), is_fixed=bind.get("readonly") == "true()")
