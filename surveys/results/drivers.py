"""What goes with satisfaction: for who decides what to do first. A working page's, never public: its cells may be small.

Importance is Pearson's correlation of the answers to one question with those to the last question on a scale, with
Fisher's interval (Fisher 1921); what goes together need not be the cause, and places are not reckoned with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

from surveys.models import Response, Wave
from surveys.queries import countable
from surveys.questionnaire import Item
from surveys.results.questions import frames_of

Z = 1.959963984540054  # of a normal distribution, 95 %
LEAST, SMALLEST = 30, 1e-12


@dataclass(frozen=True)
class Driver:
    """One question: how many are content with it (per cent), and how much it goes with the whole (-1 to 1)."""

    item: Item
    n: int
    content: float
    importance: float
    low: float
    high: float


def drivers(wave: Wave) -> tuple[Item | None, list[Driver]]:
    """The question that stands for the whole, and the others on a scale, what goes with it most first."""
    scales = [item for item in wave.version.questionnaire.questions if item.kind.middle is not None]
    if len(scales) < 2:  # noqa: PLR2004 - the whole and one part of it
        return None, []
    *parts, whole = scales
    base = frames_of(wave.version.code)[0].base
    answers = [row for row in _answers(wave) if _is_within(row, base, wave)]
    found = [driver for item in parts if (driver := _driver(item, whole, answers))]
    return whole, sorted(found, key=lambda driver: -driver.importance)


def _answers(wave: Wave) -> Iterable[Mapping[str, list[str]]]:
    return Response.objects.filter(countable(), wave=wave).values_list("answers", flat=True).iterator(chunk_size=2000)


def _is_within(answers: Mapping[str, list[str]], base: Mapping[str, Sequence[str]], wave: Wave) -> bool:
    by = {item.dimension: item.id for item in wave.version.questionnaire.questions if item.dimension}
    return all(set(answers.get(by.get(dimension, ""), [""])) & set(codes) for dimension, codes in base.items())


def _driver(item: Item, whole: Item, answers: Iterable[Mapping[str, list[str]]]) -> Driver | None:
    pairs = [(_score(item, row), _score(whole, row)) for row in answers]
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    found = correlation(known) if len(known) >= LEAST else None
    if found is None:
        return None
    content = 100 * sum(one > item.kind.middle for one, _other in known) / len(known)
    return Driver(item, len(known), content, *found)


def _score(item: Item, answers: Mapping[str, list[str]]) -> float | None:
    """The answer as a number; None for a way out."""
    (code,) = answers.get(item.id) or ("",)
    return item.kind.score(item, code)


def correlation(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float] | None:
    """Pearson's r with its 95 % interval by Fisher's z; None where one side does not vary or there are under four."""
    n = len(pairs)
    if n < 4:  # noqa: PLR2004 - the interval divides by n - 3
        return None
    means = [sum(side) / n for side in zip(*pairs, strict=True)]
    moved = [(one - means[0], other - means[1]) for one, other in pairs]
    squares = [sum(one * one for one, _ in moved), sum(other * other for _, other in moved)]
    if min(squares) < SMALLEST:
        return None
    r = sum(one * other for one, other in moved) / sqrt(squares[0] * squares[1])
    if abs(r) > 1 - SMALLEST:
        return r, r, r
    half = Z / sqrt(n - 3)
    return r, tanh(atanh(r) - half), tanh(atanh(r) + half)
