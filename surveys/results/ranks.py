"""Of answers that were put in order: the mean place of each, as it was frozen."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rank:
    """The mean place of one answer; ``value`` None where too few gave it any."""

    label: str
    n: int
    value: float | None
    low: float | None
    high: float | None


def ranks_of(found: Mapping, words: Mapping[str, str]) -> list[Rank]:
    """What stands nearest to the first place first; what too few placed last."""
    ranks = [
        Rank(words[row["code"]], row["n"], row["value"], row["low"], row["high"]) for row in found.get("ranks", ())
    ]
    return sorted(ranks, key=lambda rank: (rank.value is None, rank.value))
