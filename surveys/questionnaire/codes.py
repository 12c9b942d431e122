"""Codes by rule, for authors who give none: q1, q2 … for questions, a1, a2 … for answers. Once given they stay."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from surveys.questionnaire.kinds import KINDS

ANSWER, STATEMENT, ENDING, SCALE = "a", "s", "end", "scale"
INSIDE = {"options": ("code", ANSWER), "statements": ("id", STATEMENT), "steps": ("code", ANSWER)}

Row = Mapping[str, Any]


def coded(rows: Iterable[Row], name: str, prefix: str) -> list[dict[str, Any]]:
    """The rows, each with a code under this name: its own, or the next one that is free."""
    given = [dict(row) for row in rows]
    taken = {row.get(name) for row in given}
    for row in given:
        if not row.get(name):
            row[name] = _next(prefix, taken)
            taken.add(row[name])
    return given


def with_codes(kind: str, block: Row) -> dict[str, Any]:
    """A block with codes for the answers and statements that it offers."""
    inside = {name: coded(block[name], *rule) for name, rule in INSIDE.items() if block.get(name)}
    return {**block, **inside}


def items_with_codes(blocks: Sequence[tuple[str, Row]]) -> list[tuple[str, dict[str, Any]]]:
    """All blocks of a questionnaire, each (kind, fields), with codes for themselves and what they offer."""
    taken = {block.get("id") for _, block in blocks}
    found = []
    for kind, block in blocks:
        made = with_codes(kind, block)
        if not made.get("id"):
            made["id"] = _next(KINDS[kind].prefix, taken)
            taken.add(made["id"])
        found.append((kind, made))
    return found


def _next(prefix: str, taken: set[Any]) -> str:
    return next(code for number in range(1, len(taken) + 2) if (code := f"{prefix}{number}") not in taken)
