"""A condition as its author picks it: rows of (earlier question, how, what), all or any of which must hold."""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]


class How(StrEnum):
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RULE = "rule"  # joined more deeply than rows can say: the plain data as JSON


def condition_from(join: str, rows: Sequence[Row]) -> dict[str, Any] | None:
    """Plain data of conditions.py; None without rows. What is unfinished stays in it and is named by `parse`."""
    parts = [_part(row) for row in rows]
    if len(parts) < 2:  # noqa: PLR2004 - one row needs no joint
        return parts[0] if parts else None
    return {join or "all": parts}


def _part(row: Row) -> dict[str, Any]:
    question, what = row.get("question") or "", str(row.get("what") or "")
    match row.get("how"):
        case How.RULE:
            return _rule(what)
        case How.AT_LEAST | How.AT_MOST as how:
            return {"question": question, str(how): int(what) if what.lstrip("-").isdecimal() else what}
        case How.NOT_CHOSEN:
            return {"not": {"question": question, "options": split(what)}}
    return {"question": question, "options": split(what)}


def _rule(what: str) -> dict[str, Any]:
    try:
        found = json.loads(what)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"rule": what}


def rows_of(condition: Mapping[str, Any] | None) -> tuple[str, list[dict[str, Any]]]:
    """The joint and the rows of a condition."""
    if not condition:
        return "all", []
    join = next((name for name in ("all", "any") if name in condition), "")
    parts = condition[join] if join else [condition]
    return join or "all", [row for part in parts for row in _rows(part, is_any=join == "any")]


def _rows(part: Mapping[str, Any], *, is_any: bool) -> list[dict[str, Any]]:
    inner = part.get("not", part)
    if set(inner) == {"question", "options"}:
        how = How.NOT_CHOSEN if "not" in part else How.CHOSEN
        return [{"question": inner["question"], "how": how.value, "what": ", ".join(inner["options"])}]
    limits = [name for name in (How.AT_LEAST, How.AT_MOST) if name in part]
    if limits and set(part) == {"question", *limits} and not (is_any and len(limits) > 1):
        return [{"question": part["question"], "how": name.value, "what": str(part[name])} for name in limits]
    what = str(part["rule"]) if set(part) == {"rule"} else json.dumps(part, ensure_ascii=False)
    return [{"question": "", "how": How.RULE.value, "what": what}]


def split(codes: str) -> list[str]:
    """Codes between commas, Chinese or Latin, or blanks."""
    return codes.replace("，", " ").replace(",", " ").split()
