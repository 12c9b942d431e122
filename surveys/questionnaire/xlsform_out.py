"""A definition as an XLSForm (https://xlsform.org): what Kobo, ODK Collect, Enketo and Survey123 read.

What XLSForm has no word for (endings, strength of a scale's steps, dimensions) stands on a sheet of its own that the
others leave alone; our own reader (xlsform_in) takes it from there, so a round trip loses nothing.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from surveys.enums import Kind

LANGUAGES = {"zh": "中文 (zh)", "en": "English (en)"}
LABELS = tuple(f"label::{name}" for name in LANGUAGES.values())
HINTS = tuple(f"hint::{name}" for name in LANGUAGES.values())
SURVEY = ("type", "name", *LABELS, *HINTS, "required", "relevant", "constraint", "choice_filter")
CHOICES = ("list_name", "name", *LABELS, "area")
SETTINGS = ("form_title", "form_id", "version", "default_language")
PORTAL = ("where", "property", "value")
UNCLEAR = {"code": "unclear", "text": {"zh": "不清楚", "en": "I cannot say"}}
COPIED = ("kind", "dimension", "rotates", "unclear", "low", "high", "scale", "only_if", "max_length")
TYPES = {Kind.NUMBER: "integer", Kind.DATE: "date", Kind.TEXT: "text", Kind.SECTION: "note", Kind.NOTE: "note"}

Row = dict[str, str]
Sheets = dict[str, tuple[Sequence[str], list[Row]]]
Areas = Mapping[str, tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]]  # area -> words, communities


def sheets_of(definition: Mapping[str, Any], version: str, areas: Areas) -> Sheets:
    """Sheet name -> (its columns, its rows)."""
    form = _Form(definition, areas)
    for item in definition["items"]:
        form.add(item)
    form.close()
    settings = {
        "form_title": definition["title"]["zh"],
        "form_id": definition["code"],
        "version": version,
        "default_language": LANGUAGES["zh"],
    }
    return {
        "survey": (SURVEY, form.survey),
        "choices": (CHOICES, form.choices),
        "settings": (SETTINGS, [settings]),
        "portal": (PORTAL, form.portal),
    }


class _Form:
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
        self.portal.append({"where": where, "property": name, "value": json.dumps(value, ensure_ascii=False)})

    def add(self, item: Mapping[str, Any]) -> None:
        for name in COPIED:
            if name in item:
                self.note(item["id"], name, item[name])
        kind = item["kind"]
        if kind == Kind.STATEMENTS:
            self._statements(item)
        elif kind == Kind.PLACE:
            self._place(item)
        elif kind in TYPES:
            self.row(TYPES[kind], item["id"], item, constraint=_constraint(item))
        else:
            self._choice(item)

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

    def _choice(self, item: Mapping[str, Any]) -> None:
        options = _options(item, self.definition.get("scales", {}))
        list_name = item.get("scale", item["id"])
        self._list(list_name, options)
        several = item["kind"] == Kind.MULTIPLE
        exclusive = [option["code"] for option in options if option.get("exclusive")]
        constraint = " and ".join(f"not(selected(., '{code}') and count-selected(.) > 1)" for code in exclusive)
        self.row(f"select_{'multiple' if several else 'one'} {list_name}", item["id"], item, constraint=constraint)
        for option in options:
            chosen = f"selected(${{{item['id']}}}, '{option['code']}')"
            if option.get("other"):
                self.row("text", f"{item['id']}_other", {"text": option["text"], "required": True}, also=chosen)
            if option.get("ends"):
                self.exits.append(chosen)
                self.note(f"{item['id']}.{option['code']}", "ends", option["ends"])

    def _statements(self, item: Mapping[str, Any]) -> None:
        self._list(item["scale"], self.definition["scales"][item["scale"]])
        self.row("begin_group", item["id"], {**item, "required": False})
        for statement in item["statements"]:
            said = {"text": statement["text"], "required": item.get("required"), "help": item.get("help", {})}
            self.row(f"select_one {item['scale']}", f"{item['id']}_{statement['id']}", said)
        self.survey.append({"type": "end_group"})

    def _place(self, item: Mapping[str, Any]) -> None:
        self._list("areas", [*({"code": code, "text": words} for code, (words, _) in self.areas.items()), UNCLEAR])
        self.row("select_one areas", item["id"], item)
        rows = [(code, area, words) for area, (_, inside) in self.areas.items() for code, words in inside.items()]
        if rows:
            self._list("communities", [{"code": code, "text": words, "area": area} for code, area, words in rows])
            asked = {"text": {"zh": "社区（村）", "en": "Community or village"}}
            self.row(
                "select_one communities", f"{item['id']}_community", asked, choice_filter=f"area = ${{{item['id']}}}"
            )

    def _list(self, name: str, options: Sequence[Mapping[str, Any]]) -> None:
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


def _options(item: Mapping[str, Any], scales: Mapping[str, Any]) -> list[dict[str, Any]]:
    if item["kind"] == Kind.RATING:
        steps = [{"code": str(step), "text": {"zh": str(step), "en": str(step)}} for step in range(11)]
        return [*steps, UNCLEAR] if item.get("unclear") else steps
    return list(scales[item["scale"]] if "scale" in item else item["options"])


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


def _constraint(item: Mapping[str, Any]) -> str:
    limits = [
        f". >= {item['minimum']}" if "minimum" in item else "",
        f". <= {item['maximum']}" if "maximum" in item else "",
        f". >= date('{item['earliest']}')" if "earliest" in item else "",
        f". <= date('{item['latest']}')" if "latest" in item else "",
        f"string-length(.) <= {item['max_length']}" if "max_length" in item else "",
    ]
    return " and ".join(limit for limit in limits if limit)
