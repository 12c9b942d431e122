"""The sheets of an XLSForm while they are written, row by row: what a kind of question writes itself with."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

LANGUAGES = {"zh": "中文 (zh)", "en": "English (en)"}
LABELS = tuple(f"label::{name}" for name in LANGUAGES.values())
HINTS = tuple(f"hint::{name}" for name in LANGUAGES.values())
NOTED = ("kind", "dimension", "rotates", "scale", "only_if", "max_length")

Row = dict[str, str]
Areas = Mapping[str, tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]]  # area -> words, communities


class Form:
    def __init__(self, definition: Mapping[str, Any], areas: Areas):
        self.definition, self.areas = definition, areas
        self.survey: list[Row] = []
        self.choices: list[Row] = []
        self.portal: list[Row] = []
        self.lists: set[str] = set()
        self.exits: list[str] = []  # conditions under which the form has ended
        for name in ("title", "introduction", "minutes", "endings", "scales"):
            if name in definition:
                self.note("form", name, definition[name])

    def note(self, where: str, name: str, value: Any) -> None:
        """On the sheet of our own."""
        self.portal.append({"where": where, "property": name, "value": json.dumps(value, ensure_ascii=False)})

    def row(self, type_: str, name: str, item: Mapping[str, Any], also: str = "", **more: str) -> None:
        conditions = [*_condition(item), *(f"not({left})" for left in self.exits), also]
        relevant = " and ".join(condition for condition in conditions if condition)
        self.survey.append(
            {
                "type": type_,
                "name": name,
                **_words(item["text"], LABELS),
                **_words(item.get("help", {}), HINTS),
                "required": "yes" if item.get("required") else "",
                "relevant": relevant,
            }
            | more
        )

    def choice(self, type_: str, item: Mapping[str, Any], options: Sequence[Mapping[str, Any]]) -> None:
        """A question with a list of answers; `type_`: select_one, select_multiple, rank."""
        list_name = item.get("scale", item["id"])
        self.list(list_name, options)
        exclusive = [option["code"] for option in options if option.get("exclusive")]
        constraint = " and ".join(f"not(selected(., '{code}') and count-selected(.) > 1)" for code in exclusive)
        self.row(f"{type_} {list_name}", item["id"], item, constraint=constraint)
        for option in options:
            chosen = f"selected(${{{item['id']}}}, '{option['code']}')"
            if option.get("other"):
                self.row("text", f"{item['id']}_other", {"text": option["text"], "required": True}, also=chosen)
            if option.get("ends"):
                self.exits.append(chosen)
                self.note(f"{item['id']}.{option['code']}", "ends", option["ends"])

    def list(self, name: str, options: Sequence[Mapping[str, Any]]) -> None:
        if name in self.lists:
            return
        self.lists.add(name)
        for option in options:
            row = {"list_name": name, "name": option["code"], **_words(option["text"], LABELS)}
            self.choices.append(row | {"area": option.get("area", "")})
            for mark in ("exclusive", "other", "polarity"):
                if mark in option:
                    self.note(f"{name}.{option['code']}", mark, option[mark])

    def close(self) -> None:
        """Whom the survey is not for reads why."""
        exits, self.exits = self.exits, []
        endings = self.definition.get("endings", {})
        for number, chosen in enumerate(exits, 1):
            text = list(endings.values())[min(number, len(endings)) - 1]
            self.row("note", f"ending_{number}", {"text": text}, also=chosen)


def _words(words: Mapping[str, str], columns: Sequence[str]) -> Row:
    return {column: words.get(language, "") for language, column in zip(LANGUAGES, columns, strict=True)}


def _condition(item: Mapping[str, Any]) -> list[str]:
    return [f"({xpath_of(item['only_if'])})"] if item.get("only_if") else []


def xpath_of(condition: Mapping[str, Any]) -> str:
    """A condition of ours (plain data, see conditions.py) as XLSForm writes it."""
    if "not" in condition:
        return f"not({xpath_of(condition['not'])})"
    for join, word in (("all", " and "), ("any", " or ")):
        if join in condition:
            return word.join(f"({xpath_of(part)})" for part in condition[join])
    name = f"${{{condition['question']}}}"
    limits = [
        f"{name} {sign} {condition[limit]}"
        for limit, sign in (("at_least", ">="), ("at_most", "<="))
        if condition.get(limit) is not None
    ]
    return " and ".join(limits) or " or ".join(f"selected({name}, '{code}')" for code in condition["options"])
