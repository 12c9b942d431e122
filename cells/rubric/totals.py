"""Totals: blocks rescaled for what does not apply, the bonus capped, every lost point explained.

The losses of the explanation and the total always add up to exactly 100: exact fractions are cut to
hundredths, and the hundredths left over go to the largest remainders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cells.enums import LossReason, MarkState
from cells.rubric.criteria import HUNDRED, ZERO, Criterion, Mark, unanswered

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Block:
    code: str
    name: str
    name_en: str
    points: Decimal
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class BlockScore:
    """One block's result. Score and ratio are None when nothing in the block applies."""

    code: str
    points: Decimal
    score: Decimal | None
    ratio: Fraction | None
    rescaled: bool


@dataclass(frozen=True, slots=True)
class Loss:
    code: str
    block: str
    points: Decimal
    reason: LossReason
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Total:
    score: Decimal
    bonus: Decimal
    blocks: tuple[BlockScore, ...]
    losses: tuple[Loss, ...]
    rescaled: bool


def round_cents(value: Fraction) -> Decimal:
    """Half up to hundredths, exactly."""
    cents = (value * 200 + 1) // 2
    return Decimal(int(cents)) * CENT


def spread_cents(parts: Sequence[Fraction], total: Decimal) -> list[Decimal]:
    """Parts in hundredths that sum to the total; the largest remainders take what is left over."""
    cents = [part * 100 for part in parts]
    floors = [int(cent // 1) for cent in cents]
    left = int(total * 100) - sum(floors)
    order = sorted(range(len(parts)), key=lambda index: (floors[index] - cents[index], index))
    for index in order[: max(left, 0)]:
        floors[index] += 1
    return [Decimal(floor) * CENT for floor in floors]


def score_block(block: Block, marks: Mapping[str, Mark]) -> BlockScore:
    applicable, earned = _earned(block, marks)
    if not applicable:
        return BlockScore(block.code, block.points, None, None, rescaled=True)
    ratio = Fraction(earned) / Fraction(applicable)
    score = round_cents(ratio * Fraction(block.points))
    return BlockScore(block.code, block.points, score, ratio, rescaled=applicable != block.points)


def total_bonus(block: Block | None, marks: Mapping[str, Mark], cap: Decimal) -> Decimal:
    if block is None:
        return ZERO
    _, earned = _earned(block, marks)
    return min(cap, earned).quantize(CENT, ROUND_HALF_UP)


def total_score(
    blocks: Sequence[Block], bonus: Block | None, marks: Mapping[str, Mark], *, bonus_cap: Decimal
) -> Total:
    scores = tuple(score_block(block, marks) for block in blocks)
    counted = [score for score in scores if score.score is not None]
    base = sum((score.points for score in counted), ZERO)
    earned = sum((score.score for score in counted if score.score is not None), ZERO)
    total = round_cents(Fraction(earned) * 100 / Fraction(base)) if base else ZERO
    losses = _losses(blocks, scores, marks, HUNDRED - total) if base else ()
    return Total(
        score=total,
        bonus=total_bonus(bonus, marks, bonus_cap),
        blocks=scores,
        losses=losses,
        rescaled=any(score.rescaled for score in scores),
    )


def _earned(block: Block, marks: Mapping[str, Mark]) -> tuple[Decimal, Decimal]:
    applicable = earned = ZERO
    for criterion in block.criteria:
        mark = marks.get(criterion.code) or unanswered()
        if mark.points is not None:
            applicable += criterion.points
            earned += mark.points
    return applicable, earned


def _losses(
    blocks: Sequence[Block], scores: Sequence[BlockScore], marks: Mapping[str, Mark], total_loss: Decimal
) -> tuple[Loss, ...]:
    """Losses by criterion in points of the total: first shared out over blocks, then inside each."""
    counted = [(block, score.score) for block, score in zip(blocks, scores, strict=True) if score.score is not None]
    base = Fraction(sum((block.points for block, _ in counted), ZERO))
    by_block = [Fraction(block.points - score) * 100 / base for block, score in counted]
    shares = spread_cents(by_block, total_loss)
    found: list[Loss] = []
    for (block, _), share in zip(counted, shares, strict=True):
        found.extend(_block_losses(block, marks, share))
    return tuple(found)


def _block_losses(block: Block, marks: Mapping[str, Mark], block_loss: Decimal) -> list[Loss]:
    lost = []
    for criterion in block.criteria:
        mark = marks.get(criterion.code) or unanswered()
        if mark.state != MarkState.NOT_APPLICABLE and mark.points is not None and mark.points < criterion.points:
            lost.append((criterion, mark, Fraction(criterion.points - mark.points)))
    whole = sum((part for _, _, part in lost), Fraction(0))
    if not whole or not block_loss:
        return []
    shares = spread_cents([part / whole * Fraction(block_loss) for _, _, part in lost], block_loss)
    return [
        Loss(criterion.code, block.code, points, mark.reason or LossReason.PANEL, mark.values)
        for (criterion, mark, _), points in zip(lost, shares, strict=True)
        if points
    ]
