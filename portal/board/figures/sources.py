"""What the rooms give the board: figures frozen as they stood, and how to make them again."""

import datetime as dt
from collections.abc import Iterator, Mapping

from portal.board.figures.proofs import Formula
from portal.manifests import Drawn, Figures, Manifest, Words, manifests


def all_drawn(on: dt.date) -> Iterator[Drawn]:
    for _manifest, figures in _sources():
        yield from figures.drawn(on)


def formulas() -> dict[str, Formula]:
    return {name: formula for _manifest, figures in _sources() for name, formula in figures.formulas.items()}


def reasons() -> Mapping[str, Words]:
    """Why a record does not count."""
    return {code: words for _manifest, figures in _sources() for code, words in figures.reasons.items()}


def altered_records() -> Iterator[tuple[str, str]]:
    """Records that derived figures are made from and that differ from what the ledger says of them; and what of them."""
    for manifest, _figures in _sources():
        if manifest.altered:
            yield from manifest.altered()


def _sources() -> Iterator[tuple[Manifest, Figures]]:
    return ((manifest, manifest.figures) for manifest in manifests() if manifest.figures)
