"""How much alike the answers of one place are, from the tallies of a whole wave: frozen with every figure of it.

A figure's interval must know it, and a few places cannot tell it by one question. docs/decisions/0019 says why so.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from portal import statistics
from surveys.tallies import ANSWERED, RESPONSES, Key, by_place

RULE = "places/1"
LEAST_ANSWERS = 50  # to one question, or it tells nothing
LEAST_AT_A_PLACE = 3  # answers that make a place one that is told
ENOUGH_PLACES = 8
CAREFUL_ICC = 0.02  # where few places tell nothing
DIGITS = 8

Frozen = Mapping[str, Any]
Table = tuple[list[int], list[float], list[float]]


def clustering(tally: Mapping[Key, int], subjects: Sequence[str], earlier: Iterable[Frozen] = ()) -> dict[str, Any]:
    """Plain data to freeze: the rule, places, and the correlation within them pooled over questions and waves.

    ``subjects``: of the closed questions; ``earlier``: what was frozen so with waves of the same questionnaire before.
    """
    found = by_place(tally, (RESPONSES[0], *subjects))
    sizes = [numbers[RESPONSES[1]] for numbers in found[RESPONSES[0]].values()]
    own = statistics.correlation(table for subject in subjects if (table := _table(found[subject].values())))
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


def _table(places: Collection[Mapping[str, int]]) -> Table | None:
    """Of one question at each place: answers, sum and sum of squares of its main answer, or of the points of a rating."""
    options = {name for numbers in places for name in numbers if name != ANSWERED}
    points = {name: int(name) for name in options if name.isdecimal()}
    if len(points) > 1:
        return _ratings(places, points)
    sizes = [numbers[ANSWERED] for numbers in places]
    if sum(sizes) < LEAST_ANSWERS:
        return None
    totals = {name: sum(numbers.get(name, 0) for numbers in places) for name in options}
    main = max(sorted(totals), key=lambda name: totals[name], default="")
    chosen = [float(numbers.get(main, 0)) for numbers in places]
    return sizes, chosen, chosen


def _ratings(places: Collection[Mapping[str, int]], points: Mapping[str, int]) -> Table | None:
    """Who could not say is not among them."""
    sizes = [sum(numbers[name] for name in points) for numbers in places]
    if sum(sizes) < LEAST_ANSWERS:
        return None
    told = [numbers for numbers, size in zip(places, sizes, strict=True) if size]
    sums, squares = (
        [float(sum(numbers[name] * x**k for name, x in points.items())) for numbers in told] for k in (1, 2)
    )
    return [size for size in sizes if size], sums, squares
