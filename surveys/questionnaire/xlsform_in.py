"""An XLSForm as a definition: our own without loss, others as far as our questionnaires go, the rest named by row.

Input: sheets as rows of column -> text, as a spreadsheet library reads them. Nothing in them is evaluated.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from surveys.enums import Kind

Row = Mapping[str, str]
Sheets = Mapping[str, Sequence[Row]]

CHOSEN = re.compile(r"selected\(\s*\$\{(\w+)\}\s*,\s*'([\w.-]+)'\s*\)|\$\{(\w+)\}\s*=\s*'([\w.-]+)'")
NUMBERS = {"minimum": re.compile(r"\.\s*>=\s*(\d+)"), "maximum": re.compile(r"\.\s*<=\s*(\d+)")}
DAYS = {
    "earliest": re.compile(r">=\s*date\('([\d-]+)'\)"),
    "latest": re.compile(r"<=\s*date\('([\d-]+)'\)"),
}
SIMPLE = {
    "integer": Kind.NUMBER,
    "date": Kind.DATE,
    "text": Kind.TEXT,
    "note": Kind.NOTE,
    "select_one": Kind.SINGLE,
    "select_multiple": Kind.MULTIPLE,
}
BY_THE_PHONE = frozenset({"start", "end", "today", "deviceid", "calculate", "hidden", "username", "audit"})
OURS = re.compile(r"(.+)_(other|community)|ending_\d+")
YES = frozenset({"yes", "true", "true()", "1"})


def definition_of(sheets: Sheets) -> tuple[dict[str, Any], list[str]]:
    """The definition, and what could not be read (row by row). It is a draft: `parse` says whether it is complete."""
    reading = _Reading(sheets)
    for number, row in enumerate(sheets.get("survey", ()), 2):
        reading.read(number, {name: str(value).strip() for name, value in row.items()})
    settings = next(iter(sheets.get("settings", ())), {})
    title = str(settings.get("form_title", ""))
    form = {"title": {"zh": title, "en": title}, "introduction": {"zh": title, "en": title}, "minutes": 0}
    code = re.sub(r"\W+", "_", str(settings.get("form_id", ""))).strip("_") or "imported"
    return {"code": code, **form, **reading.extras["form"], "items": reading.items}, reading.problems


class _Reading:
    def __init__(self, sheets: Sheets):
        self.items: list[dict[str, Any]] = []
        self.problems: list[str] = []
        self.group: dict[str, Any] | None = None  # a list of statements that is being read
        self.extras: dict[str, dict[str, Any]] = defaultdict(dict)
        for row in sheets.get("portal", ()):
            self.extras[str(row["where"])][str(row["property"])] = json.loads(str(row["value"]))
        self.lists: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in sheets.get("choices", ()):
            self._choice({name: str(value).strip() for name, value in row.items()})

    def _choice(self, row: Row) -> None:
        list_name = row.get("list_name") or row.get("list name", "")
        if not list_name or not row.get("name"):
            return
        name = row["name"]
        marks = self.extras.get(f"{list_name}.{name}", {})
        self.lists[list_name].append({"code": _code(name), "text": _words(row, "label"), **marks})

    def read(self, number: int, row: Row) -> None:
        kind, _, list_name = row.get("type", "").partition(" ")
        name = row.get("name", "")
        if not kind or kind in BY_THE_PHONE or self._is_ours(name):
            return
        if kind in {"begin_group", "end_group"}:
            self._turn(kind, name, row)
        elif self.group is not None:
            statement = name.removeprefix(f"{self.group['id']}_")
            self.group["statements"].append({"id": statement, "text": _words(row, "label")})
            self._share(row)
        elif kind in SIMPLE:
            self.items.append(self._item(number, SIMPLE[kind], list_name.split()[0] if list_name else "", row))
        else:
            self.problems.append(f"row {number}: {kind} is no kind of question here")

    def _is_ours(self, name: str) -> bool:
        """Rows that stand for a part of another question."""
        part = OURS.fullmatch(name)
        return bool(part and self.extras and (part[1] is None or any(item["id"] == part[1] for item in self.items)))

    def _turn(self, kind: str, name: str, row: Row) -> None:
        if kind == "begin_group" and self.extras.get(name, {}).get("kind") == Kind.STATEMENTS:
            self.group = {"id": name, "text": _words(row, "label"), **self.extras[name], "statements": []}
        elif kind == "begin_group":
            self.items.append({"id": _code(name), "kind": Kind.SECTION.value, "text": _words(row, "label")})
        elif self.group is not None:
            self.items.append(self.group)
            self.group = None

    def _share(self, row: Row) -> None:
        """What all statements of a list have in common stands on each of its rows."""
        if row.get("required") in YES:
            self.group["required"] = True
        if any(_words(row, "hint").values()):
            self.group["help"] = _words(row, "hint")

    def _item(self, number: int, kind: Kind, list_name: str, row: Row) -> dict[str, Any]:
        item: dict[str, Any] = {"id": _code(row["name"]), "kind": kind.value, "text": _words(row, "label")}
        if any(_words(row, "hint").values()):
            item["help"] = _words(row, "hint")
        if row.get("required", "").lower() in YES:
            item["required"] = True
        known = self.extras.get(row["name"], {})
        item |= known
        if item["kind"] in {Kind.SINGLE, Kind.MULTIPLE}:
            item["options"] = self.lists[list_name]
        item |= _limits(item["kind"], row.get("constraint", ""))
        if row.get("relevant") and not known:
            self._relevant(number, row["relevant"], item)
        return item

    def _relevant(self, number: int, words: str, item: dict[str, Any]) -> None:
        """One earlier question with some of its answers; anything else is for the author."""
        found = [(first or third, second or fourth) for first, second, third, fourth in CHOSEN.findall(words)]
        rest = CHOSEN.sub("", words).replace("or", "").strip(" ()")
        if not found or rest or len({question for question, _ in found}) > 1:
            self.problems.append(f"row {number}: this condition has to be set by hand: {words}")
            return
        item["only_if"] = {"question": _code(found[0][0]), "options": [_code(code) for _, code in found]}


def _words(row: Row, what: str) -> dict[str, str]:
    """Both languages; where a form has one, it stands for both until the author has put that right."""
    given = {name.lower(): text for name, text in row.items() if name.lower().startswith(what) and text}
    chinese = next((text for name, text in given.items() if "zh" in name or "中文" in name), "")
    english = next((text for name, text in given.items() if "(en)" in name or "english" in name), "")
    plain = next(iter(given.values()), "")
    return {"zh": chinese or plain, "en": english or plain}


def _code(name: str) -> str:
    """A code of ours: letters, digits and underscores, no digit first."""
    made = re.sub(r"\W", "_", name)
    return made if made.isidentifier() else f"c_{made}"


def _limits(kind: str, constraint: str) -> dict[str, Any]:
    if kind == Kind.NUMBER:
        found = {name: pattern.search(constraint) for name, pattern in NUMBERS.items()}
        return {name: int(match[1]) for name, match in found.items() if match}
    found = {name: pattern.search(constraint) for name, pattern in DAYS.items()}
    return {name: match[1] for name, match in found.items() if match}
