"""A weighted sample: everything that the variance of any estimate of it needs, prepared once.

Rows are summed over blocks, the crossing of sampling unit (or, without clusters, of stratum) and margin cell, because
the regression residuals of the margins are constant shifts within a cell.  An estimate then costs a few passes
over the rows that it uses and nothing for the others.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from portal.statistics.arrays import Codes, Flags, Floats, combine, counts, dot, sums
from portal.statistics.design import Design

Rows = Codes | None

_Value = TypeVar("_Value", bound=np.generic)

_REDUNDANT = 1e-10
ROUNDING = 1e-22  # a variance below this share of the squares that it is made from is a rounding error


@dataclass(frozen=True, slots=True)
class Regression:
    """Weighted regression on margin indicators of the cells, solved in advance.

    ``indicators`` (cells, k); ``inverse`` (k, cells) turns the sums of d u over the cells into the coefficients.
    """

    indicators: Floats
    inverse: Floats

    def fitted(self, cell_sums: Floats) -> Floats:
        """Fitted value in each cell (cells,) from the sums of d u over the cells (cells,)."""
        return np.asarray(self.indicators @ (self.inverse @ cell_sums))


def make_regression(indicators: Floats, weight: Floats) -> Regression:
    """Regression on ``indicators`` (cells, k), which may be redundant, with the base ``weight`` of each cell."""
    root = np.sqrt(weight)
    left, singular, right = np.linalg.svd(indicators * root[:, None], full_matrices=False)
    kept = singular > _REDUNDANT * singular[0]
    scaled = np.divide(left[:, kept], root[:, None], out=np.zeros_like(left[:, kept]), where=root[:, None] > 0.0)
    return Regression(indicators, (right[kept].T / singular[kept]) @ scaled.T)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sample with weights, and with the margins that they were made from when the variance uses them.

    ``base`` and ``weights`` (n,); ``regression`` None for fixed weights; ``blocks`` (n,) with the cell, the unit or
    stratum of each block in ``cell_of_block`` and ``unit_of_block``; block sums over all rows in ``block_counts``,
    ``block_weights``, ``block_squares`` (of weights).
    """

    design: Design
    base: Floats
    weights: Floats
    regression: Regression | None
    n_cells: int
    blocks: Codes
    cell_of_block: Codes
    unit_of_block: Codes
    block_counts: Floats
    block_weights: Floats
    block_squares: Floats

    def part(self, rows: Rows = None) -> "Part":
        """The part of the sample that an estimate uses: row numbers, or None for all rows."""
        return Part(self, rows)


class Part:
    """Rows of a frame that an estimate uses, with what several estimates of the same rows share."""

    def __init__(self, frame: Frame, rows: Rows) -> None:
        """``rows``: row numbers, or None for all rows."""
        self.frame, self.rows = frame, rows
        self.weights = frame.weights if rows is None else frame.weights[rows]
        self.n = len(self.weights)

    @cached_property
    def sum_w(self) -> float:
        """Sum of the weights."""
        return float(self.weights.sum())

    @cached_property
    def n_eff_kish(self) -> float | None:
        """Kish's effective number of the rows."""
        return kish(self.weights)

    @cached_property
    def df(self) -> int:
        """Degrees of freedom: number of PSUs less number of strata among the rows."""
        return self.frame.design.degrees_of_freedom(self.rows)

    def where(self, chosen: Flags) -> "Part":
        """The part's rows for which ``chosen`` (n,) holds."""
        if chosen.all():
            return self
        return Part(self.frame, np.flatnonzero(chosen) if self.rows is None else self.rows[chosen])

    @property
    def numbers(self) -> Codes:
        """The row numbers."""
        return np.arange(self.n) if self.rows is None else self.rows

    def take(self, values: npt.NDArray[_Value]) -> npt.NDArray[_Value]:
        """The ``values`` (rows of the frame,) of the part's rows."""
        return values if self.rows is None else values[self.rows]

    def variance(self, influence: Floats) -> float | None:
        """Variance of an estimate by Taylor linearisation.

        ``influence`` (n,): influence of each row divided by its weight; rows outside the part have none.  None where
        strata with one unit leave no variance.
        """
        z = self.weights * influence
        fitted = self._fitted(influence)
        squares = (
            self._squares_of_rows(z, fitted) if self.frame.design.psu is None else self._squares_of_units(z, fitted)
        )
        variance = self.frame.design.spread(squares, self.rows)
        if variance is None:
            return None
        return variance if variance > ROUNDING * dot(z, z) else 0.0

    @cached_property
    def _blocks(self) -> Codes:
        return self.frame.blocks if self.rows is None else self.frame.blocks[self.rows]

    @cached_property
    def _base(self) -> Floats:
        return self.take(self.frame.base)

    def _block_sums(self, values: Floats) -> Floats:
        return sums(self._blocks, values, len(self.frame.cell_of_block))

    def _fitted(self, influence: Floats) -> Floats | None:
        """Fitted influence of each block, or None for fixed weights."""
        frame = self.frame
        if frame.regression is None:
            return None
        by_cell = sums(frame.cell_of_block, self._block_sums(self._base * influence), frame.n_cells)
        return frame.regression.fitted(by_cell)[frame.cell_of_block]

    def _squares_of_units(self, z: Floats, fitted: Floats | None) -> Floats:
        """Sum over the units of each stratum of (unit total - centre)^2."""
        frame, design = self.frame, self.frame.design
        by_block = self._block_sums(z)
        if fitted is not None:
            by_block -= fitted * frame.block_weights
        owner, size = design.stratum_of_psu, len(design.psu_counts)
        totals = sums(frame.unit_of_block, by_block, len(owner))
        centres = design.centres(sums(owner, totals, size))
        return sums(owner, (totals - centres[owner]) ** 2, size)

    def _squares_of_rows(self, z: Floats, fitted: Floats | None) -> Floats:
        """The same when every row is a unit; rows outside the part come in as block sums."""
        frame, design = self.frame, self.frame.design
        size = len(design.psu_counts)
        fit = np.zeros(len(frame.cell_of_block)) if fitted is None else fitted
        if fitted is not None:
            z = z - self.weights * fitted[self._blocks]
        n_other, w_other, w2_other = self._others
        totals = self._block_sums(z) - fit * w_other
        centres = design.centres(sums(frame.unit_of_block, totals, size))[frame.unit_of_block]
        used = self._block_sums((z - centres[self._blocks]) ** 2)
        others = fit**2 * w2_other + 2.0 * fit * centres * w_other + n_other * centres**2
        return sums(frame.unit_of_block, used + others, size)

    @cached_property
    def _others(self) -> tuple[Floats, Floats, Floats]:
        """Number, sum of weights and sum of squared weights of the rows of each block outside the part."""
        frame = self.frame
        if self.rows is None:
            none = np.zeros(len(frame.cell_of_block))
            return none, none, none
        others = frame.block_counts - counts(self._blocks, len(frame.cell_of_block))
        # Where no row is left the difference of two sums must not leave a rounding error behind.
        left = others > 0.0
        return (
            others,
            np.where(left, frame.block_weights - self._block_sums(self.weights), 0.0),
            np.where(left, frame.block_squares - self._block_sums(self.weights**2), 0.0),
        )


def kish(weights: Floats) -> float | None:
    """Effective number (sum w)^2/sum w^2 of respondents with ``weights``; None when all are 0."""
    squares = dot(weights, weights)
    return float(weights.sum()) ** 2 / squares if squares > 0.0 else None


@dataclass(frozen=True, slots=True)
class Cells:
    """The crossing of the margins: ``codes`` (n,) and the ``indicators`` (cells, k) of the margin categories."""

    codes: Codes
    indicators: Floats


def make_frame(design: Design, base: Floats, weights: Floats, cells: Cells | None = None) -> Frame:
    """Frame of a sample with ``base`` and final ``weights`` (n,).

    ``cells``: the margins for the residual variance; None for fixed weights or no weighting.
    """
    units = design.strata if design.psu is None else design.psu
    columns = [units] if cells is None else [units, cells.codes]
    blocks, patterns = combine(columns)
    size = len(patterns)
    regression = None
    cell_of_block = np.zeros(size, dtype=np.intp)
    n_cells = 1
    if cells is not None:
        n_cells, cell_of_block = len(cells.indicators), patterns[:, 1]
        regression = make_regression(cells.indicators, sums(cells.codes, base, n_cells))
    return Frame(
        design,
        base,
        weights,
        regression,
        n_cells,
        blocks,
        cell_of_block,
        patterns[:, 0],
        counts(blocks, size),
        sums(blocks, weights, size),
        sums(blocks, weights**2, size),
    )
