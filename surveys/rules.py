"""The rule and the base of a measure as its author edits them, block by block, and as plain data; both ways."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Block = tuple[str, Any]


def rule_of(blocks: Sequence[Block]) -> dict[str, Any]:
    """One block is the rule; of several all must hold. No block, no rule."""
    rules = [RULE[kind](value) for kind, value in blocks]
    if len(rules) > 1:
        return {"all": rules}
    return rules[0] if rules else {}


def blocks_of(rule: Mapping[str, Any]) -> list[Block]:
    """The blocks that a rule is edited as."""
    if "all" in rule:
        return [block for part in rule["all"] for block in blocks_of(part)]
    name = next(iter(rule))
    return [(name, BLOCK[name](rule[name]))]


def base_of_rows(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Dimension to the categories that count."""
    return {row["dimension"]: row["categories"].split() for row in rows}


def rows_of_base(base: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    return [{"dimension": dimension, "categories": " ".join(codes)} for dimension, codes in base.items()]


def _one_of(value: Mapping[str, Any]) -> dict[str, Any]:
    rule = {"question": value["question"], "options": value["options"].split()}
    unclear = (value.get("unclear") or "").split()
    return {"one_of": rule | ({"unclear": unclear} if unclear else {})}


def _correct(value: Mapping[str, Any]) -> dict[str, Any]:
    answers = {row["question"]: row["answer"] for row in value["answers"]}
    return {"correct": {"answers": answers, "at_least": float(value["at_least"])}}


def _scores(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "scores": {"question": value["question"], "values": {row["answer"]: row["score"] for row in value["values"]}}
    }


def _combine(value: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"combine": {row["measure"]: row["weight"] for row in value}}


def _one_of_block(rule: Mapping[str, Any]) -> dict[str, str]:
    words = {name: " ".join(rule.get(name, ())) for name in ("options", "unclear")}
    return {"question": rule["question"], **words}


def _correct_block(rule: Mapping[str, Any]) -> dict[str, Any]:
    rows = [{"question": question, "answer": answer} for question, answer in rule["answers"].items()]
    return {"answers": rows, "at_least": rule["at_least"]}


def _scores_block(rule: Mapping[str, Any]) -> dict[str, Any]:
    rows = [{"answer": answer, "score": score} for answer, score in rule["values"].items()]
    return {"question": rule["question"], "values": rows}


def _combine_block(rule: Mapping[str, float]) -> list[dict[str, Any]]:
    return [{"measure": code, "weight": weight} for code, weight in rule.items()]


RULE = {"one_of": _one_of, "correct": _correct, "scores": _scores, "combine": _combine}
BLOCK = {"one_of": _one_of_block, "correct": _correct_block, "scores": _scores_block, "combine": _combine_block}
