"""A rubric as plain data (JSON) and as typed records. The data must have passed `faults.find_faults`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from cells.enums import CriterionKind, MarkState
from cells.rubric.criteria import (
    ZERO,
    AllOrNone,
    Count,
    Criterion,
    Deduct,
    Gate,
    Given,
    Mark,
    Method,
    OneOf,
    Option,
    Share,
    Shortfall,
    Steps,
    SumOf,
    Tier,
    mark_criterion,
)
from cells.rubric.levels import Level, LevelScheme
from cells.rubric.totals import Block, Total, total_score


@dataclass(frozen=True)
class Definition:
    """One rubric version: gates first, then scored blocks, then the bonus block."""

    unit_type: str
    drafted: bool
    level_scheme: str
    gates: tuple[Criterion, ...]
    blocks: tuple[Block, ...]
    bonus: Block | None

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion by code, gates and bonus included, in the order of the sheet."""
        return {criterion.code: criterion for _, found in self.sections() for criterion in found}

    def sections(self) -> Iterator[tuple[str, tuple[Criterion, ...]]]:
        """Screens of the form: code and criteria. The gates come as section G."""
        yield "G", self.gates
        for block in (*self.blocks, *([self.bonus] if self.bonus else [])):
            yield block.code, block.criteria

    def section_of(self, criterion: str) -> str:
        return next(code for code, found in self.sections() if any(item.code == criterion for item in found))

    def mark_all(self, given: Mapping[str, Given]) -> dict[str, Mark]:
        return {code: mark_criterion(item, given.get(code, Given())) for code, item in self.criteria.items()}

    def total(self, marks: Mapping[str, Mark], bonus_cap: Decimal) -> Total:
        return total_score(self.blocks, self.bonus, marks, bonus_cap=bonus_cap)


def read_definition(data: Mapping[str, Any]) -> Definition:
    return Definition(
        unit_type=data["unit_type"],
        drafted=bool(data.get("drafted")),
        level_scheme=data["level_scheme"],
        gates=tuple(_criterion(item, CriterionKind.GATE) for item in data["gates"]),
        blocks=tuple(_block(item, CriterionKind.NORMAL) for item in data["blocks"]),
        bonus=_block(data["bonus"], CriterionKind.BONUS) if data.get("bonus") else None,
    )


def read_level_scheme(data: Mapping[str, Any]) -> LevelScheme:
    levels = tuple(
        Level(
            item["code"],
            item["name"],
            item["name_en"],
            decimal_of(item["min_score"]),
            decimal_of(item["min_block_ratio"]),
            bool(item.get("bonus_counts")),
        )
        for item in data["levels"]
    )
    return LevelScheme(data["code"], levels, decimal_of(data["bonus_cap"]), bool(data.get("drafted")))


def read_given(data: Mapping[str, Any]) -> Given:
    """An answer as it is stored in JSON."""
    number = data.get("number")
    return Given(
        state=MarkState(data.get("state", MarkState.GIVEN)),
        met=data.get("met"),
        number=None if number is None else decimal_of(number),
        chosen=tuple(data.get("chosen", ())),
    )


def decimal_of(value: object) -> Decimal:
    return Decimal(str(value))


def _block(data: Mapping[str, Any], kind: CriterionKind) -> Block:
    return Block(
        data["code"],
        data["name"],
        data["name_en"],
        decimal_of(data["points"]),
        tuple(_criterion(item, kind) for item in data["criteria"]),
    )


def _criterion(data: Mapping[str, Any], kind: CriterionKind) -> Criterion:
    return Criterion(
        code=data["code"],
        kind=kind,
        points=decimal_of(data.get("points", 0)),
        method=_METHODS[data["method"]["type"]](data["method"]),
        text=data["text"],
        text_en=data["text_en"],
        rule="；".join(filter(None, [data.get("rule"), data.get("reading")])),
        rule_en=data.get("rule_en", ""),
        evidence=tuple(data.get("evidence", ())),
        not_applicable_when=data.get("not_applicable_when", ""),
        not_applicable_when_en=data.get("not_applicable_when_en", ""),
        was=tuple(data.get("was", ())),
    )


def _options(items: list[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(item["code"], item["label"], item["label_en"], decimal_of(item["points"])) for item in items)


def _tiered(data: Mapping[str, Any]) -> Method:
    if "options" in data:
        return OneOf(_options(data["options"]))
    if "parts" in data:
        return SumOf(_options(data["parts"]))
    tiers = tuple(Tier(decimal_of(item["at_least"]), decimal_of(item["points"])) for item in data["tiers"])
    return Steps(tiers, decimal_of(data.get("otherwise", 0)), data["unit"], data["unit_en"])


def _rate(data: Mapping[str, Any]) -> Method:
    if data.get("share"):
        return Share()
    return Shortfall(decimal_of(data["target"]), decimal_of(data["step"]), decimal_of(data["loss"]))


_METHODS: dict[str, Callable[[Mapping[str, Any]], Method]] = {
    "gate": lambda _: Gate(),
    "all_or_none": lambda _: AllOrNone(),
    "deduct": lambda data: Deduct(decimal_of(data["step"]), decimal_of(data.get("floor", ZERO))),
    "tiered": _tiered,
    "count": lambda data: Count(decimal_of(data["each"]), decimal_of(data["cap"])),
    "rate": _rate,
}
