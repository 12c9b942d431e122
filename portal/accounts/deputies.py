"""In whose name somebody acts: in one's own, and while it is lent in that of whom one stands for.

What a deputy did in another's name bars that other for good, and what either may not do a deputy may not.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Tie:
    """`deputy` acts for `person` from one instant until before the other."""

    person: Hashable
    deputy: Hashable
    begins_at: datetime
    ends_at: datetime

    def holds(self, at: datetime | None) -> bool:
        """Of an act whose instant nobody wrote down it may always have held."""
        return at is None or self.begins_at <= at < self.ends_at


def names(person: Hashable, at: datetime | None, ties: Iterable[Tie]) -> set[Hashable]:
    """In whose names the person acted at a time."""
    return {person} | {tie.person for tie in ties if tie.deputy == person and tie.holds(at)}


def barred(acts: Iterable[tuple[Hashable, datetime | None]], ties: Iterable[Tie], now: datetime) -> set[Hashable]:
    """Everyone for whom one of these acts (whose and when) counts as one's own now."""
    ties = list(ties)
    did: set[Hashable] = set().union(*(names(person, at, ties) for person, at in acts))
    return did | {tie.deputy for tie in ties if tie.person in did and tie.holds(now)}
