"""How much alike the answers of one place are, from the tallies of a whole wave: frozen with every figure of it.

A figure's interval must know it, and a few places cannot tell it by one question. docs/decisions/0019 says why so.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from portal import statistics
from surveys.tallies import ANSWERED, RESPONSES, Key, by_place

if TYPE_CHECKING:
    from portal.statistics.homogeneity import Table

RULE = "places/1"
LEAST_ANSWERS = 50  # to one question, or it tells nothing
LEAST_AT_A_PLACE = 3  # answers that make a place one that is told
ENOUGH_PLACES = 8
CAREFUL_ICC = 0.02  # where few places tell nothing
DIGITS = 8

Frozen = Mapping[str, Any]
AtPlaces = Mapping[str, Counter[str]]  # of one question: place to answer to number


def clustering(tally: Mapping[Key, int], subjects: Sequence[str], earlier: Iterable[Frozen] = ()) -> dict[str, Any]:
    """Plain data to freeze: the rule, places, and the correlation within them pooled over questions and waves.

    ``subjects``: of the closed questions; ``earlier``: what was frozen so with waves of the same questionnaire before.
    """
    found = by_place(tally, (RESPONSES[0], *subjects))
    sizes = [numbers[RESPONSES[1]] for numbers in found[RESPONSES[0]].values()]
    own = statistics.correlation(table for subject in subjects for table in _tables(found[subject]))
    before = [wave for wave in earlier if wave["places"] >= ENOUGH_PLACES]
    icc = statistics.pooled_icc([own, *(statistics.Correlation(**wave["own"]) for wave in before)])
    places = sum(size >= LEAST_AT_A_PLACE for size in sizes)
    is_few = 0 < places < ENOUGH_PLACES and not before
    if icc is None or is_few:
        icc = max(icc or 0.0, CAREFUL_ICC)
    return {
        "rule": RULE,
        "places": places,
        "at_places": sum(sizes),
        "is_few": is_few,
        "icc": round(icc, DIGITS),
        "own": {
            "between": round(own.between, DIGITS),
            "within": round(own.within, DIGITS),
            "clusters": own.clusters,
            "questions": own.questions,
        },
        "earlier": [wave["wave"] for wave in before],
    }


def kept(before: Mapping[Key, int], now: Mapping[Key, int], subjects: Sequence[str]) -> float:
    """How far places keep their character from one wave to another, 1 where they do wholly; 0 where nothing tells it."""
    one, two = by_place(before, subjects), by_place(now, subjects)
    pairs = (pair for subject in subjects for pair in _pairs(one[subject], two[subject]))
    return round(statistics.kept_correlation(pairs) or 0.0, DIGITS)


def _pairs(one: AtPlaces, two: AtPlaces) -> "Iterator[tuple[Table, Table]]":
    """The tables of one question at the places that both waves have."""
    points = _points([*one.values(), *two.values()])
    common = [
        place for place in sorted(one.keys() & two.keys()) if _size(one[place], points) and _size(two[place], points)
    ]
    tables = [_table([wave[place] for place in common], points) for wave in (one, two)]
    if all(sum(sizes) >= LEAST_ANSWERS for sizes, _sums, _squares in tables):
        yield tables[0], tables[1]


def _tables(places: AtPlaces) -> "Iterator[Table]":
    points = _points(places.values())
    table = _table([numbers for numbers in places.values() if _size(numbers, points)], points)
    if sum(table[0]) >= LEAST_ANSWERS:
        yield table


def _points(places: Collection[Mapping[str, int]]) -> dict[str, int]:
    """What each answer counts: of a rating its points, and who could not say is not among them; else 1 for the main answer."""
    totals = Counter[str]()
    for numbers in places:
        totals.update(numbers)
    options = sorted(name for name in totals if name != ANSWERED)
    if sum(name.isdecimal() for name in options) > 1:
        return {name: int(name) for name in options if name.isdecimal()}
    return {max(options, key=lambda name: totals[name]): 1} if options else {}


def _size(numbers: Mapping[str, int], points: Mapping[str, int]) -> int:
    return sum(numbers.get(name, 0) for name in points) if len(points) > 1 else numbers.get(ANSWERED, 0)


def _table(places: Sequence[Mapping[str, int]], points: Mapping[str, int]) -> "Table":
    """At each place: answers, sum and sum of squares of what they count."""
    sums, squares = (
        [float(sum(numbers.get(name, 0) * x**k for name, x in points.items())) for numbers in places] for k in (1, 2)
    )
    return [_size(numbers, points) for numbers in places], sums, squares
