"""Two keyings of one paper sheet compared field by field."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Sheet = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Difference:
    field: str
    first: tuple[str, ...]
    second: tuple[str, ...]


def differences(first: Sheet, second: Sheet, ordered: Collection[str] = ()) -> list[Difference]:
    """Fields that the two typed differently, in the order of the first keying; the order of ticks does not matter.

    ``ordered``: fields whose answers were put in order, where it does.
    """
    found = []
    for name in dict.fromkeys((*first, *second)):
        arranged = tuple if name in ordered else sorted
        one, other = (tuple(arranged(sheet.get(name, ()))) for sheet in (first, second))
        if one != other:
            found.append(Difference(name, one, other))
    return found


def fields(first: Sheet, second: Sheet) -> int:
    """How many fields either of the two filled in: the base of the error rate."""
    return len(set(first) | set(second))


@dataclass(frozen=True)
class Pair:
    """Two keyings of one sheet, and what was settled where they differ."""

    first: dict[str, list[str]]
    second: dict[str, list[str]]
    settled: dict[str, list[str]] | None
    ordered: frozenset[str] = frozenset()  # questions whose answers were put in order

    @property
    def differences(self) -> list[Difference]:
        return differences(self.first, self.second, self.ordered)

    @property
    def differs(self) -> bool:
        return bool(self.differences)

    @property
    def is_open(self) -> bool:
        return self.differs and self.settled is None

    @property
    def true(self) -> dict[str, list[str]]:
        return self.first if self.settled is None else self.settled
