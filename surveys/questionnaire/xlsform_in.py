"""An XLSForm as a definition: our own without loss, others as far as our questionnaires go, the rest named by row.

Input: sheets as rows of column -> text, as a spreadsheet library reads them. Nothing in them is evaluated.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from surveys.questionnaire import xlsform_logic as logic
from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.records import Kind
from surveys.questionnaire.xlsform_choices import code_of, extras_of, free_code, lists_of
from surveys.questionnaire.xlsform_rows import Row, Type, survey_rows, type_of
from surveys.questionnaire.xlsform_told import Unread, What

Sheets = Mapping[str, Sequence[Mapping[str, str]]]

READ_AS = {pair: kind for kind in KINDS.values() for pair in kind.xlsform}
OURS = re.compile(r"(.+)_(other|community)|ending_\d+")
LISTS = frozenset(word for word, kind in KINDS.items() if "statements" in kind.parts)
YES = frozenset({"yes", "true", "true()", "1"})
CHOSEN_FROM = re.compile(r"(\w+)\s*=\s*'?([\w.-]+)'?")
OTHER_OPTION = {"code": "other", "text": {"zh": "其他", "en": "Other"}, "other": True}
NAMED = re.compile(r"\$\{\s*([^}]+?)\s*\}")
TITLE, CODE = 100, 40


def definition_of(sheets: Sheets, name: str = "") -> tuple[dict[str, Any], list[Unread]]:
    """The definition, and what could not be read. It is a draft: `parse` says whether it is complete.

    `name`: of the file, for a form that has no title.
    """
    reading = _Reading(sheets)
    for row in survey_rows(sheets.get("survey", ())):
        reading.read(row)
    reading.close()
    settings = {
        name.strip().lower(): str(text).strip() for name, text in next(iter(sheets.get("settings", ())), {}).items()
    }
    given_id = settings.get("form_id") or settings.get("id_string") or settings.get("set form id") or ""
    title = settings.get("form_title") or settings.get("title") or settings.get("set form title") or given_id or name
    form = {
        "title": {"zh": title[:TITLE], "en": title[:TITLE]},
        "introduction": {"zh": title, "en": title},
        "minutes": 0,
    }
    code = re.sub(r"\W+", "_", given_id, flags=re.ASCII).strip("_")[:CODE]
    made = code if code.isidentifier() else f"c_{code}" if code else "imported"
    return {"code": made, **form, **reading.extras["form"], "items": reading.items}, reading.unread


class _Reading:
    def __init__(self, sheets: Sheets):
        self.items: list[dict[str, Any]] = []
        self.unread: list[Unread] = []
        self.statements: dict[str, Any] | None = None  # a list of statements that is being read
        self.conditions: list[dict[str, Any] | None] = []  # of the groups around a row
        self.sources: dict[str, logic.Source] = {}
        self.ids: set[str] = set()
        self.extras = extras_of(sheets.get("portal", ()))
        self.lists = lists_of(sheets.get("choices", ()), self.extras)

    def told(self, row: Row, what: What, words: str = "") -> None:
        self.unread.append(Unread(row.number, what, words))

    def read(self, row: Row) -> None:
        kind = type_of(row["type"])
        if not kind.name or self._is_ours(row["name"]):
            return
        if row["disabled"].lower() in YES:
            self.told(row, What.DISABLED, row["name"])
        elif kind.role in {"begin", "end"}:
            self._turn(row, kind)
        elif not kind.role:
            self.told(row, What.KIND, kind.name)
        elif kind.role == "plain" and not kind.tag:
            self.told(row, What.DEVICE, kind.name)
        elif self.statements is not None:
            self._statement(row)
        else:
            self._question(row, kind)

    def _is_ours(self, name: str) -> bool:
        """Rows that stand for a part of another question."""
        part = OURS.fullmatch(name)
        return bool(part and self.extras and (part[1] is None or any(item["id"] == part[1] for item in self.items)))

    def _turn(self, row: Row, kind: Type) -> None:
        known = self.extras.get(row["name"], {})
        if kind.role == "end":
            if self.statements is not None:
                self.items.append(self.statements)
                self.statements = None
            elif self.conditions:
                self.conditions.pop()
            return
        if known.get("kind") in LISTS:
            self.statements = {"id": row["name"], "text": row.wording("label"), **known, "statements": []}
            return
        if kind.kind != "group":
            self.told(row, What.REPEAT, row["name"])
        self.conditions.append(self._condition(row))
        if any(row.wording("label").values()):
            self.items.append(self._routed({"id": self._id(row), "kind": "section", "text": row.wording("label")}))

    def _statement(self, row: Row) -> None:
        """What all statements of a list have in common stands on each of its rows."""
        group = self.statements or {}
        group["statements"].append({"id": row["name"].removeprefix(f"{group['id']}_"), "text": row.wording("label")})
        if row["required"].lower() in YES:
            group["required"] = True
        if any(row.wording("hint").values()):
            group["help"] = row.wording("hint")

    def _question(self, row: Row, kind: Type) -> None:
        of = self._kind(row, kind)
        if of is None:
            return
        item: dict[str, Any] = {"id": self._id(row), "kind": of.word, "text": self._words(row, "label")}
        if not any(item["text"].values()):
            item["text"] = {"zh": row["name"], "en": row["name"]}
        if any(row.wording("hint").values()):
            item["help"] = self._words(row, "hint")
        if row["required"].lower() in YES:
            item["required"] = True
        known = self.extras.get(row["name"], {})
        item |= known
        if "options" in KINDS[item["kind"]].parts:
            item["options"] = self._options(row, kind)
        self._limits(row, item)
        if not known:
            item = self._routed(item, self._condition(row))
        self._foreign(row)
        self.items.append(item)
        if of.is_question:
            self.sources[row["name"]] = self._source(item, kind)

    def _kind(self, row: Row, kind: Type) -> Kind | None:
        if not row["name"]:
            self.told(row, What.NO_NAME, kind.name)
            return None
        found = READ_AS.get(_pair(kind))
        is_listed = self.lists.get(kind.list_name) or row["name"] in self.extras
        if found is not None and found.has_options and not is_listed:
            self.told(row, What.NO_CHOICES, kind.list_name)
            return None
        if found is None or (found.measured == "number" and kind.name.startswith("number of days")):
            self.told(row, What.KIND, kind.name)
        return found

    def _id(self, row: Row) -> str:
        made = code_of(row["name"] or f"part_{row.number}")
        free = free_code(made, self.ids)
        if free != made:
            self.told(row, What.TWICE, row["name"])
        self.ids.add(free)
        return free

    def _words(self, row: Row, column: str) -> dict[str, str]:
        """Earlier answers are named as we name them; what we do not have is no word of ours."""

        def ours(found: re.Match[str]) -> str:
            if found[1] in self.sources:
                return f"${{{self.sources[found[1]].id}}}"
            self.told(row, What.PIPE, found[0])
            return "…"

        return {language: NAMED.sub(ours, text) for language, text in row.wording(column).items()}

    def _options(self, row: Row, kind: Type) -> list[dict[str, Any]]:
        choices = self.lists[kind.list_name]
        found = CHOSEN_FROM.fullmatch(row["choice_filter"])
        fitting = [(choice, option) for choice, option in choices if found and choice[found[1]] == found[2]]
        if row["choice_filter"] and not fitting:
            self.told(row, What.FILTER, row["choice_filter"])
        choices = fitting or choices
        options = [dict(option) for _, option in choices]
        return (
            [*options, OTHER_OPTION | {"code": free_code("other", {o["code"] for o in options})}]
            if kind.has_other
            else options
        )

    def _limits(self, row: Row, item: dict[str, Any]) -> None:
        if not row["constraint"] or self._is_known_limit(row, item):
            return
        try:
            found = logic.limits(logic.read(row["constraint"]), KINDS[item["kind"]].measured)
        except logic.UnreadableError:
            self.told(row, What.LIMIT, row["constraint"])
            return
        exclusive = {code_of(name) for name in found.pop("exclusive", ())}
        for option in item.get("options", ()):
            if option["code"] in exclusive:
                option["exclusive"] = True
        item |= found

    def _is_known_limit(self, row: Row, item: Mapping[str, Any]) -> bool:
        """Of our own forms the options say themselves which of them shut out the others."""
        return row["name"] in self.extras and not KINDS[item["kind"]].measured

    def _condition(self, row: Row) -> dict[str, Any] | None:
        if not row["relevant"]:
            return None
        try:
            return logic.condition(logic.read(row["relevant"]), self.sources)
        except logic.UnreadableError:
            self.told(row, What.CONDITION, row["relevant"])
            return None

    def _routed(self, item: dict[str, Any], own: dict[str, Any] | None = None) -> dict[str, Any]:
        conditions = [condition for condition in (*self.conditions, own) if condition]
        return item | ({"only_if": logic.joined("all", conditions)} if conditions else {})

    def _foreign(self, row: Row) -> None:
        for column, what in (
            ("default", What.PRESET),
            ("calculate", What.PART),
            ("image", What.PART),
            ("trigger", What.PART),
        ):
            if row[column]:
                self.told(row, what, f"{column}: {row[column]}")

    def _source(self, item: Mapping[str, Any], kind: Type) -> logic.Source:
        of = KINDS[item["kind"]]
        codes = {choice["name"]: option["code"] for choice, option in self.lists.get(kind.list_name, ())}
        offered = {option["code"] for option in item.get("options", ())}
        codes = {name: code for name, code in codes.items() if of.leads_on and (code in offered or not offered)}
        return logic.Source(item["id"], of.measured == "number", codes | ({"other": "other"} if kind.has_other else {}))

    def close(self) -> None:
        if self.statements is not None:
            self.items.append(self.statements)
        self.unread = list(dict.fromkeys(self.unread))
        words = [item["text"] for item in self.items]
        if words and not self.extras and all(text["zh"] == text["en"] for text in words):
            self.unread.insert(0, Unread(0, What.LANGUAGE))


def _pair(kind: Type) -> tuple[str, str]:
    """By what a kind of ours knows a row as its own."""
    if kind.is_fixed:
        return "fixed", ""
    return (kind.role if kind.role == "choice" else kind.tag), kind.kind
