"""What becomes of the indicators of a plan in the next one: whether each is accounted for, once and clearly."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CONTINUED, REDEFINED, SPLIT, MERGED, NEW, DROPPED = (
    "continued",
    "redefined",
    "split",
    "merged",
    "new",
    "dropped",
)
SINGLE = frozenset({CONTINUED, REDEFINED, SPLIT})
FEWEST = 2


@dataclass(frozen=True)
class Link:
    """A line of the table: the number in the next plan, none where an indicator is dropped, and the numbers before."""

    number: int | None
    continuity: str
    before: tuple[int, ...] = ()


def link_faults(links: Sequence[Link], known: frozenset[int]) -> Iterator[tuple[int, str, int | None]]:
    """Of which line what is wrong, and with which number before. `known`: the numbers of the plan before."""
    claims = Counter(number for link in links for number in set(link.before))
    splits = Counter(link.before for link in links if link.continuity == SPLIT)
    for place, link in enumerate(links):
        for code, number in _faults_of(link):
            yield place, code, number
        for number in link.before:
            if number not in known:
                yield place, "unknown", number
            elif claims[number] > 1 and link.continuity != SPLIT:
                yield place, "twice", number
        if link.continuity == SPLIT and len(link.before) == 1 and splits[link.before] < FEWEST:
            yield place, "alone", link.before[0]


def left_out(links: Sequence[Link], known: frozenset[int]) -> list[int]:
    """Numbers before of which the table says nothing."""
    return sorted(known - {number for link in links for number in link.before})


def _faults_of(link: Link) -> Iterator[tuple[str, int | None]]:
    if link.continuity in SINGLE and len(link.before) != 1:
        yield "one", None
    if link.continuity == MERGED and len(link.before) < FEWEST:
        yield "several", None
    if link.continuity == NEW and link.before:
        yield "none", None
    if link.continuity == DROPPED and not link.before:
        yield "which", None
    if link.continuity == DROPPED and link.number is not None:
        yield "number", None
