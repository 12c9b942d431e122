"""Which level a result reaches, and what kept it from the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cells.enums import MarkState, Shortcoming
from cells.rubric.criteria import ZERO, Criterion, Given
from cells.rubric.totals import Total, round_cents


@dataclass(frozen=True, slots=True)
class Level:
    code: str
    name: str
    name_en: str
    min_score: Decimal
    min_block_ratio: Decimal
    bonus_counts: bool = False


@dataclass(frozen=True, slots=True)
class LevelScheme:
    """Levels from the lowest to the highest."""

    code: str
    levels: tuple[Level, ...]
    bonus_cap: Decimal
    drafted: bool = True


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason against one level; subject is the code of a gate or block, empty for the total."""

    level: str
    kind: Shortcoming
    subject: str = ""
    value: Decimal = ZERO
    limit: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Result:
    level: Level | None
    shortfalls: tuple[Shortfall, ...]

    @property
    def passed(self) -> bool:
        return self.level is not None


def rank_result(scheme: LevelScheme, total: Total, gates: Sequence[Criterion], given: Mapping[str, Given]) -> Result:
    """The highest level reached. A level needs every level below it, so a bonus never rescues a fail."""
    lowest = scheme.levels[0]
    failed_gates = _failed_gates(lowest, gates, given)
    if failed_gates:
        return Result(None, tuple(failed_gates))
    reached: Level | None = None
    shortfalls: list[Shortfall] = []
    for position, level in enumerate(scheme.levels):
        missing = _missing(level, total)
        if not missing and (position == 0 or reached is scheme.levels[position - 1]):
            reached = level
        elif missing:
            shortfalls.extend(missing)
        else:
            shortfalls.append(Shortfall(level.code, Shortcoming.LOWER_LEVEL_FAILED))
    return Result(reached, tuple(shortfalls))


def _failed_gates(level: Level, gates: Sequence[Criterion], given: Mapping[str, Given]) -> list[Shortfall]:
    found = []
    for gate in gates:
        entry = given.get(gate.code, Given())
        applies = not (entry.state == MarkState.NOT_APPLICABLE and gate.may_not_apply)
        if applies and entry.met is not True:
            unanswered = entry.met is None
            kind = Shortcoming.GATE_UNANSWERED if unanswered else Shortcoming.GATE_FAILED
            found.append(Shortfall(level.code, kind, gate.code))
    return found


def _missing(level: Level, total: Total) -> list[Shortfall]:
    score = total.score + (total.bonus if level.bonus_counts else ZERO)
    found = []
    if score < level.min_score:
        found.append(Shortfall(level.code, Shortcoming.TOTAL_BELOW, "", score, level.min_score))
    floor = Fraction(level.min_block_ratio)
    for block in total.blocks:
        if block.ratio is not None and block.ratio < floor:
            reached, limit = round_cents(block.ratio * 100), round_cents(floor * 100)
            found.append(Shortfall(level.code, Shortcoming.BLOCK_BELOW, block.code, reached, limit))
    return found
