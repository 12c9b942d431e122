"""What is wrong with a rubric file, by line. Messages are for the people who write rubrics."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import yaml

from cells.enums import EvidenceKind
from cells.enums.faults import RubricFault
from cells.rubric.definition import decimal_of, read_definition

# What a part of the wrong shape raises: a list for a text, a text for a list.
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError, ArithmeticError, StopIteration)
TEXTS = ("unit_type", "name", "name_en", "bucket", "level_scheme")
# What is wrong only until the last item is written.
SUMS = (RubricFault.TOTAL_NOT_100, RubricFault.BLOCK_SUM)
CRITERION_TEXTS = ("code", "text", "text_en")
FORMS: dict[str, tuple[frozenset[str], ...]] = {
    "gate": (frozenset(),),
    "all_or_none": (frozenset(),),
    "deduct": (frozenset({"step", "floor"}),),
    "count": (frozenset({"each", "cap"}),),
    "rate": (frozenset({"target", "step", "loss"}), frozenset({"share"})),
    "tiered": (
        frozenset({"options"}),
        frozenset({"parts"}),
        frozenset({"tiers", "otherwise", "unit", "unit_en"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    kind: RubricFault
    subject: str

    def __str__(self) -> str:
        return f"{self.line}: {self.words}"

    @property
    def words(self) -> str:
        return f"{self.kind.label} ({self.subject})"


class RubricFileError(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class Lined(dict[str, Any]):
    """A mapping that knows the line it began on, and the line of each of its keys."""

    line = 1
    lines: Mapping[str, int] = {}

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


class _Loader(yaml.SafeLoader):
    """Numbers with a point stay text, so that Decimal reads what was written."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    found = Lined(loader.construct_mapping(node, deep=True))
    found.line = node.start_mark.line + 1
    found.lines = {key.value: key.start_mark.line + 1 for key, _value in node.value}
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: loader.construct_scalar(node))


def parse_rubric(text: str) -> dict[str, Any]:
    """The rubric of a YAML text, or RubricFileError with every fault and its line."""
    data = read_yaml(text)
    try:
        faults = list(find_faults(data))
        if not faults:
            read_definition(data)
    except UNREADABLE as error:
        faults = [Fault(1, RubricFault.NOT_READABLE, f"{error!r}")]
    if faults:
        raise RubricFileError(faults)
    return plain(data)


# The twelve rubrics, the scheme and what is being written: reading one takes as long as a page.
# Not libyaml, which is quicker: a file of a million brackets ends the process there; here it is refused in words.
@lru_cache(maxsize=16)
def read_yaml(text: str) -> Lined:
    """A mapping whose parts know their lines, or RubricFileError. One text gives one mapping: read it, leave it as it is."""
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader with two constructors of plain values
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RubricFileError([Fault(line, RubricFault.NOT_YAML, error.problem or "")]) from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise RubricFileError([Fault(1, RubricFault.NOT_YAML, type(error).__name__)]) from error
    if not isinstance(data, Lined):
        raise RubricFileError([Fault(1, RubricFault.NOT_YAML, "mapping")])
    return data


def find_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _missing(data, (*TEXTS, "gates", "blocks"))
    seen: set[str] = set()
    for gate in data.get("gates") or []:
        yield from _criterion_faults(gate, seen, gate=True)
    blocks = data.get("blocks") or []
    bonus = [data["bonus"]] if data.get("bonus") else []
    for block in [*blocks, *bonus]:
        yield from _block_faults(block, seen)
    total = sum((number_of(block.get("points")) or Decimal(0) for block in blocks), Decimal(0))
    if total != 100:  # noqa: PLR2004
        yield Fault(_line(data), RubricFault.TOTAL_NOT_100, str(total))


def item_faults(item: Mapping[str, Any], *, gate: bool) -> list[Fault]:
    """What is wrong with one criterion by itself."""
    return list(_criterion_faults(item, set(), gate=gate))


def _block_faults(block: Mapping[str, Any], seen: set[str]) -> Iterator[Fault]:
    yield from _missing(block, ("code", "name", "name_en", "points", "criteria"))
    points = Decimal(0)
    for criterion in block.get("criteria") or []:
        yield from _criterion_faults(criterion, seen, gate=False)
        points += number_of(criterion.get("points")) or Decimal(0)
    if points != number_of(block.get("points")):
        yield Fault(_line(block), RubricFault.BLOCK_SUM, f"{block.get('code')}: {points}")


def _criterion_faults(item: Mapping[str, Any], seen: set[str], *, gate: bool) -> Iterator[Fault]:
    line, code = _line(item), str(item.get("code"))
    yield from _missing(item, CRITERION_TEXTS)
    if code in seen:
        yield Fault(line, RubricFault.CODE_TWICE, code)
    seen.add(code)
    if not isinstance(item.get("was", []), list):
        yield Fault(line, RubricFault.NOT_READABLE, f"{code}: was")
    for kind in item.get("evidence") or []:
        if kind not in EvidenceKind.values:
            yield Fault(line, RubricFault.UNKNOWN_EVIDENCE, str(kind))
    method = item.get("method")
    if not isinstance(method, Mapping) or method.get("type") not in FORMS or (method["type"] == "gate") is not gate:
        yield Fault(line, RubricFault.UNKNOWN_METHOD, code)
        return
    if frozenset(method) - {"type"} not in FORMS[method["type"]]:
        yield Fault(_line(method), RubricFault.METHOD_PARAMETERS, code)
    elif not gate:
        yield from _points_faults(item, method)


def _points_faults(item: Mapping[str, Any], method: Mapping[str, Any]) -> Iterator[Fault]:
    code, points = item["code"], number_of(item.get("points"))
    if points is None or points <= 0:
        yield Fault(_line(item), RubricFault.NOT_A_NUMBER, f"{code}: points")
        return
    numbers = [number_of(method[key]) for key in ("step", "each", "cap", "loss", "target") if key in method]
    choices = [number_of(entry.get("points")) for key in ("options", "parts", "tiers") for entry in method.get(key, ())]
    if None in numbers or None in choices or any(number is not None and number <= 0 for number in numbers):
        yield Fault(_line(method), RubricFault.NOT_A_NUMBER, code)
        return
    found = [choice for choice in choices if choice is not None]
    best = sum(found, Decimal(0)) if "parts" in method else max(found, default=points)
    if best != points or ("cap" in method and number_of(method["cap"]) != points):
        yield Fault(_line(method), RubricFault.PERFECT_UNREACHABLE, code)


def _missing(data: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Fault]:
    for key in keys:
        if data.get(key) in (None, ""):
            yield Fault(_line(data), RubricFault.MISSING, key)


def number_of(value: object) -> Decimal | None:
    """A Decimal, or None for what is no number."""
    try:
        return decimal_of(value)
    except InvalidOperation:
        return None


def _line(data: Mapping[str, Any]) -> int:
    return getattr(data, "line", 1)


def plain(value: Any) -> Any:
    """Without lines: dicts and lists as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value
