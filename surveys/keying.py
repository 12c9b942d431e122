"""Two keyings of one paper sheet compared field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Sheet = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Difference:
    field: str
    first: tuple[str, ...]
    second: tuple[str, ...]


def differences(first: Sheet, second: Sheet) -> list[Difference]:
    """Fields that the two typed differently, in the order of the first keying; the order of ticks does not matter."""
    found = []
    for name in dict.fromkeys((*first, *second)):
        one, other = (tuple(sorted(sheet.get(name, ()))) for sheet in (first, second))
        if one != other:
            found.append(Difference(name, one, other))
    return found


def fields(first: Sheet, second: Sheet) -> int:
    """How many fields either of the two filled in: the base of the error rate."""
    return len(set(first) | set(second))


def error_rate(differing: int, keyed: int) -> float | None:
    """Share of fields keyed differently, from 0 to 1; None where nothing was keyed."""
    return differing / keyed if keyed else None
