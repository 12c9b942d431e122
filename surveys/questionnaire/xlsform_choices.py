"""The lists of answers of an XLSForm, and the sheet that says of our own forms what XLSForm has no word for."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from surveys.questionnaire.xlsform_rows import Row, Sheet, choice_rows

Extras = Mapping[str, dict[str, Any]]
Lists = Mapping[str, list[tuple[Row, dict[str, Any]]]]


def extras_of(sheet: Sheet) -> Extras:
    """Where -> property -> value. A sheet of this name in a form of others is none of ours."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for given in sheet:
        try:
            found[str(given["where"])][str(given["property"])] = json.loads(str(given["value"]))
        except (KeyError, ValueError):
            continue
    return found


def lists_of(sheet: Sheet, extras: Extras) -> Lists:
    """The options of each list, each beside its row: filters ask for more of its cells."""
    found: dict[str, list[tuple[Row, dict[str, Any]]]] = defaultdict(list)
    for row in choice_rows(sheet):
        list_name, name = row["list name"], row["name"]
        if not list_name or not name:
            continue
        options = found[list_name]
        option = {"code": code_of(name), "text": row.wording("label"), **extras.get(f"{list_name}.{name}", {})}
        if not any(option["text"].values()):
            option["text"] = {"zh": name, "en": name}
        option["code"] = free_code(option["code"], {there["code"] for _, there in options})
        options.append((row, option))
    return found


def code_of(name: str) -> str:
    """A code of ours: letters, digits and underscores, no digit first."""
    made = re.sub(r"\W", "_", name)
    return made if made.isidentifier() else f"c_{made}"


def free_code(code: str, taken: set[str]) -> str:
    """The code itself, or the first with a number behind it that nothing else has."""
    return next(
        made
        for number in range(1, len(taken) + 2)
        if (made := code if number == 1 else f"{code}_{number}") not in taken
    )
