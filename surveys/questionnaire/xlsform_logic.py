"""The expressions of XLSForm (a part of XPath) as far as our conditions and limits go. Nothing is evaluated."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import Any

TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<ref>[^}]+?)\s*\}|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>!=|<=|>=|=|<|>)|(?P<call>[a-z][a-z-]*)\(|(?P<word>and|or)\b|(?P<mark>[().,]))\s*"
)
BESIDE = re.compile(r"\.\./([A-Za-z_][\w.-]*)")  # how older forms name a question beside this one
LONGEST = 2000
TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
EXCLUSIVE = 1  # more than this many are ticked

Data = dict[str, Any]


class UnreadableError(ValueError):
    """An expression that our questionnaires cannot say."""


@dataclass(frozen=True)
class Node:
    """`op`: all, any, not, a sign, a call, ref, text, number, self."""

    op: str
    parts: tuple["Node", ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Source:
    """An earlier question: its id here, and its options as they were written -> their codes here."""

    id: str
    is_number: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


def read(text: str) -> Node:
    """The expression as a tree. UnreadableError where it is none of ours."""
    if len(text) > LONGEST:
        raise UnreadableError(text)
    tokens = _tokens(BESIDE.sub(r"${\1}", text))
    try:
        node = _any(tokens)
    except RecursionError as error:
        raise UnreadableError(text) from error
    if tokens:
        raise UnreadableError(text)
    return node


def _tokens(text: str) -> list[tuple[str, str]]:
    """In the order in which they are taken from the end of the list."""
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match or match.end() == at:
            raise UnreadableError(text)
        kind = str(match.lastgroup)
        found.append(("text" if kind in {"single", "double"} else kind, match[kind]))
        at = match.end()
    return found[::-1]


def _take(tokens: list[tuple[str, str]], *wanted: tuple[str, str]) -> bool:
    if tokens and tokens[-1] in wanted:
        tokens.pop()
        return True
    return False


def _any(tokens: list[tuple[str, str]]) -> Node:
    return _joined(tokens, "any", "or")


def _joined(tokens: list[tuple[str, str]], op: str, word: str) -> Node:
    inner = _compared if word == "and" else lambda left: _joined(left, "all", "and")
    parts = [inner(tokens)]
    while _take(tokens, ("word", word)):
        parts.append(inner(tokens))
    return parts[0] if len(parts) == 1 else Node(op, tuple(parts))


def _compared(tokens: list[tuple[str, str]]) -> Node:
    left = _operand(tokens)
    if tokens and tokens[-1][0] == "sign":
        sign = tokens.pop()[1]
        return Node(sign, (left, _operand(tokens)))
    return left


def _operand(tokens: list[tuple[str, str]]) -> Node:
    if not tokens:
        raise UnreadableError
    kind, value = tokens.pop()
    if kind in {"ref", "text", "number"}:
        return Node(kind, value=value)
    if (kind, value) == ("mark", "."):
        return Node("self")
    if (kind, value) == ("mark", "("):
        inner = _any(tokens)
        return _closed(tokens, inner)
    if kind == "call":
        parts: list[Node] = []
        while tokens and tokens[-1] != ("mark", ")"):
            parts.append(_any(tokens))
            _take(tokens, ("mark", ","))
        return _closed(tokens, Node(value, tuple(parts)))
    raise UnreadableError(value)


def _closed(tokens: list[tuple[str, str]], node: Node) -> Node:
    if not _take(tokens, ("mark", ")")):
        raise UnreadableError
    return node


def condition(node: Node, sources: Mapping[str, Source]) -> Data:
    """As plain data of ours (conditions.py)."""
    if node.op in {"all", "any"}:
        return joined(node.op, [condition(part, sources) for part in node.parts])
    if node.op == "not" and len(node.parts) == 1:
        return {"not": condition(node.parts[0], sources)}
    match node:
        case Node("selected", (Node("ref", value=name), Node("text" | "number", value=code))):
            return _chosen(_source(sources, name), [code])
        case Node("=" | "!=" | "<" | "<=" | ">" | ">=" as sign, (left, right)):
            if right.op == "ref":
                left, right, sign = right, left, TURNED[sign]
            if left.op == "ref" and right.op in {"text", "number"}:
                return _comparison(_source(sources, left.value), sign, right.value)
    raise UnreadableError(node.op)


def joined(op: str, parts: Sequence[Data]) -> Data:
    """One part is itself; either of several answers to one question is one list of answers."""
    if op == "any" and all("options" in part for part in parts) and len({part["question"] for part in parts}) == 1:
        return parts[0] | {"options": list(dict.fromkeys(code for part in parts for code in part["options"]))}
    flat = [inner for part in parts for inner in part.get(op, [part])]
    return flat[0] if len(flat) == 1 else {op: flat}


def _source(sources: Mapping[str, Source], name: str) -> Source:
    if name not in sources:
        raise UnreadableError(name)
    return sources[name]


def _chosen(source: Source, names: Sequence[str]) -> Data:
    if not names or not all(name in source.codes for name in names):
        raise UnreadableError(source.id)
    return {"question": source.id, "options": [source.codes[name] for name in names]}


def _comparison(source: Source, sign: str, value: str) -> Data:
    if sign == "!=":
        return {"not": _comparison(source, "=", value)}
    if source.is_number:
        return {"question": source.id, **_between(sign, value)}
    if value == "":
        return {"not": _chosen(source, list(source.codes))}
    if sign == "=":
        return _chosen(source, [value])
    limits = _between(sign, value)
    low, high = limits.get("at_least"), limits.get("at_most")
    numbers = {name: _number(name) for name in source.codes}
    fits = [n for n, at in numbers.items() if (low is None or at >= low) and (high is None or at <= high)]
    return _chosen(source, fits)


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise UnreadableError(text)
    return Decimal(text)


def _between(sign: str, value: str) -> dict[str, int]:
    """Of whole numbers."""
    number = _number(value)
    if sign == "=" and number % 1 == 0:
        return {"at_least": int(number), "at_most": int(number)}
    limits = {
        ">": ("at_least", floor(number) + 1),
        ">=": ("at_least", ceil(number)),
        "<": ("at_most", ceil(number) - 1),
        "<=": ("at_most", floor(number)),
    }
    if sign not in limits:
        raise UnreadableError(value)
    return dict([limits[sign]])


def limits(node: Node, kind: str) -> Data:
    """What a constraint says of an item of this kind: minimum … max_length, or `exclusive`: codes as written."""
    found: Data = {}
    for part in _parts(node):
        for name, value in _limit(part, kind).items():
            if name == "exclusive":
                found.setdefault(name, []).extend(value)
            else:
                found[name] = _narrower(name, found.get(name, value), value)
    return found


def _narrower(name: str, one: Any, other: Any) -> Any:
    return (max if name in {"minimum", "earliest"} else min)(one, other)


def _parts(node: Node) -> Iterator[Node]:
    if node.op != "all":
        yield node
        return
    for part in node.parts:
        yield from _parts(part)


def _limit(node: Node, kind: str) -> Data:
    match node:
        case Node("not", (Node("all", (Node("selected", (Node("self"), Node("text", value=code))), more)),)):
            if more == Node(">", (Node("count-selected", (Node("self"),)), Node("number", value=str(EXCLUSIVE)))):
                return {"exclusive": [code]}
        case Node("<" | "<=" | ">" | ">=" | "=" as sign, (left, right)):
            if left.op in {"number", "date", "today"}:
                left, right, sign = right, left, TURNED[sign]
            return _measured(left, sign, right, kind)
    raise UnreadableError(node.op)


def _measured(left: Node, sign: str, right: Node, kind: str) -> Data:
    if left.op == "self" and kind == "number" and right.op == "number":
        names = {"at_least": "minimum", "at_most": "maximum"}
        return {names[name]: value for name, value in _between(sign, right.value).items()}
    if left == Node("string-length", (Node("self"),)) and kind == "text" and right.op == "number":
        found = _between(sign, right.value)
        if set(found) == {"at_most"} and found["at_most"] > 0:
            return {"max_length": found["at_most"]}
    if left.op == "self" and kind == "date" and sign in {">=", "<="} and right.op == "date":
        day = right.parts[0].value if right.parts else ""
        try:
            return {"earliest" if sign == ">=" else "latest": date.fromisoformat(day).isoformat()}
        except ValueError as error:
            raise UnreadableError(day) from error
    raise UnreadableError(left.op)
