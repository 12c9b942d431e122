"""A questionnaire as its author edits it, block by block, and as the definition that a version holds; both ways.

A block is a kind with flat fields (id, zh, en, help_zh, …), as the content system and a spreadsheet row know it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.pasted import options_of
from surveys.questionnaire.route_rows import condition_from, rows_of

Block = tuple[str, Mapping[str, Any]]
LIMITS = ("minimum", "maximum", "earliest", "latest", "max_length")


def item_of(kind: str, block: Mapping[str, Any]) -> dict[str, Any]:
    """One block as an item of a definition; what is empty is left out."""
    item: dict[str, Any] = {"id": block["id"], "kind": kind, "text": words_of(block)}
    item |= {name: True for name in ("required", "rotates", "unclear") if block.get(name)}
    item |= {name: _plain(block[name]) for name in ("dimension", *LIMITS) if block.get(name) not in {None, ""}}
    item |= {name: words_of(block, f"{name}_") for name in ("help", "low", "high") if block.get(f"{name}_zh")}
    condition = condition_from(block.get("asked_join") or "", block.get("routes") or [])
    if condition:
        item["only_if"] = condition
    parts = KINDS[kind].parts
    if "scale" in parts:
        item["scale"] = block["scale"]
    if "options" in parts:
        item["options"] = [_option(row) for row in block["options"]]
    if "statements" in parts:
        item["statements"] = [{"id": row["id"], "text": words_of(row)} for row in block["statements"]]
    return item


def unfolded(kind: str, block: Mapping[str, Any]) -> dict[str, Any]:
    """The block with the answers that were pasted as lines among those that were typed."""
    if not block.get("lines"):
        return dict(block)
    pasted = [_flat_option(option) for option in options_of(block["lines"], KINDS[kind])]
    return {**block, "options": [*block["options"], *pasted], "lines": ""}


def block_of(item: Mapping[str, Any]) -> Block:
    """An item of a definition as the block to edit."""
    block: dict[str, Any] = {"id": item["id"], **_flat(item["text"])}
    block |= {name: bool(item.get(name)) for name in ("required", "rotates", "unclear") if name in item}
    block |= {name: item[name] for name in ("dimension", "scale", *LIMITS) if item.get(name) is not None}
    for name in ("help", "low", "high"):
        block |= _flat(item.get(name) or {}, f"{name}_")
    if "only_if" in item:
        join, rows = rows_of(item["only_if"])
        block |= {"asked_join": join, "routes": rows}
    if "options" in item:
        block["options"] = [_flat_option(row) for row in item["options"]]
    if "statements" in item:
        block["statements"] = [{"id": row["id"], **_flat(row["text"])} for row in item["statements"]]
    return str(item["kind"]), block


def scale_of(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of a scale; a step without strength is the way out."""
    rows = []
    for row in block["steps"]:
        strength = {} if row.get("polarity") in {None, ""} else {"polarity": int(row["polarity"])}
        rows.append({"code": row["code"], "text": words_of(row), **strength})
    return rows


def scale_block(code: str, steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    rows = [{"code": row["code"], **_flat(row["text"]), "polarity": row.get("polarity")} for row in steps]
    return {"code": code, "steps": rows}


def words_of(block: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    return {"zh": str(block.get(f"{prefix}zh") or ""), "en": str(block.get(f"{prefix}en") or "")}


def _flat(words: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    return {f"{prefix}{language}": words[language] for language in ("zh", "en") if words.get(language)}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _option(row: Mapping[str, Any]) -> dict[str, Any]:
    marks = {name: True for name in ("exclusive", "other") if row.get(name)}
    return {"code": row["code"], "text": words_of(row), **marks, **({"ends": row["ends"]} if row.get("ends") else {})}


def _flat_option(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": row["code"],
        **_flat(row["text"]),
        **{key: row[key] for key in ("exclusive", "other", "ends") if key in row},
    }
