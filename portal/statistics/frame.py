"""A weighted sample: everything that the variance of any estimate of it needs, prepared once.

Rows are summed over blocks, the crossing of sampling unit (or, without clusters, of stratum) and margin cell, because
the regression residuals of the margins are constant shifts within a cell.  An estimate then costs a few passes
over the rows that it uses and nothing for the others.
"""

from dataclasses import dataclass

import numpy as np

from portal.statistics.arrays import Codes, Floats, combine, counts, sums
from portal.statistics.design import Design

Rows = Codes | None

_REDUNDANT = 1e-10
_ROUNDING = 1e-22  # a variance below this share of the squares that it is made from is a rounding error


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

    def variance(self, influence: Floats, rows: Rows) -> float | None:
        """Variance of an estimate by Taylor linearisation.

        ``influence`` (used,): influence of each row of ``rows`` divided by its weight; rows that are not among
        ``rows`` (None: all) have none.  None where strata with one unit leave no variance.
        """
        fitted = self._fitted(influence, rows)
        if self.design.psu is None:
            squares = self._squares_of_rows(influence, rows, fitted)
        else:
            squares = self._squares_of_units(influence, rows, fitted)
        variance = self.design.spread(squares, rows)
        if variance is None:
            return None
        weighted = self._take(self.weights, rows) * influence
        return variance if variance > _ROUNDING * float(weighted @ weighted) else 0.0

    def degrees_of_freedom(self, rows: Rows) -> int:
        """Number of PSUs less number of strata among ``rows`` (None: all)."""
        return self.design.degrees_of_freedom(rows)

    def _take(self, values: Floats, rows: Rows) -> Floats:
        return values if rows is None else values[rows]

    def _blocks(self, rows: Rows) -> Codes:
        return self.blocks if rows is None else self.blocks[rows]

    def _block_sums(self, values: Floats, rows: Rows) -> Floats:
        return sums(self._blocks(rows), values, len(self.cell_of_block))

    def _fitted(self, influence: Floats, rows: Rows) -> Floats | None:
        """Fitted influence of each block, or None for fixed weights."""
        if self.regression is None:
            return None
        by_block = self._block_sums(self._take(self.base, rows) * influence, rows)
        return self.regression.fitted(sums(self.cell_of_block, by_block, self.n_cells))[self.cell_of_block]

    def _squares_of_units(self, influence: Floats, rows: Rows, fitted: Floats | None) -> Floats:
        """Sum over the units of each stratum of (z - centre)^2."""
        by_block = self._block_sums(self._take(self.weights, rows) * influence, rows)
        if fitted is not None:
            by_block -= fitted * self.block_weights
        owner, size = self.design.stratum_of_psu, len(self.design.psu_counts)
        totals = sums(self.unit_of_block, by_block, len(owner))
        centres = self.design.centres(sums(owner, totals, size))
        return sums(owner, (totals - centres[owner]) ** 2, size)

    def _squares_of_rows(self, influence: Floats, rows: Rows, fitted: Floats | None) -> Floats:
        """The same when every row is a unit; rows that are not used come in as block sums."""
        size, blocks = len(self.design.psu_counts), self._blocks(rows)
        weights = self._take(self.weights, rows)
        fit = np.zeros(len(self.cell_of_block)) if fitted is None else fitted
        z = weights * (influence if fitted is None else influence - fitted[blocks])
        n_other, w_other, w2_other = self._others(weights, rows, needs_weights=fitted is not None)
        totals = self._block_sums(z, rows) - fit * w_other
        centres = self.design.centres(sums(self.unit_of_block, totals, size))[self.unit_of_block]
        used = self._block_sums((z - centres[blocks]) ** 2, rows)
        others = fit**2 * w2_other + 2.0 * fit * centres * w_other + n_other * centres**2
        return sums(self.unit_of_block, used + others, size)

    def _others(self, weights: Floats, rows: Rows, *, needs_weights: bool) -> tuple[Floats, Floats, Floats]:
        """Number, sum of weights and sum of squared weights of the rows of each block that are not used."""
        none = np.zeros(len(self.cell_of_block))
        if rows is None:
            return none, none, none
        others = self.block_counts - counts(self._blocks(rows), len(none))
        if not needs_weights:
            return others, none, none
        # Where no row is left the difference of two sums must not leave a rounding error behind.
        left = others > 0.0
        return (
            others,
            np.where(left, self.block_weights - self._block_sums(weights, rows), 0.0),
            np.where(left, self.block_squares - self._block_sums(weights**2, rows), 0.0),
        )


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
