"""A satisfaction scale must let people be dissatisfied as easily as satisfied."""

from collections import Counter
from collections.abc import Sequence
from typing import Self

Step = tuple[str, int | None]  # option code, polarity; None is the way out ("unclear")


class ScaleProblem(str):
    """What is wrong with a scale: in English words, with its name and what they speak of."""

    __slots__ = ("name", "what")
    name: str
    what: str

    def __new__(cls, name: str, words: str, what: str = "") -> Self:
        made = super().__new__(cls, words.format(what=what))
        made.name, made.what = name, what
        return made


def scale_problems(steps: Sequence[Step]) -> list[ScaleProblem]:
    """What is unbalanced; empty when the scale may be used."""
    polarities = [polarity for _, polarity in steps if polarity is not None]
    positive = [polarity for polarity in polarities if polarity > 0]
    negative = [-polarity for polarity in polarities if polarity < 0]
    problems = []
    if not positive or len(positive) != len(negative):
        what = f"{len(positive)} positive and {len(negative)} negative"
        problems.append(ScaleProblem("SIDES", "{what} answers", what))
    elif sorted(positive) != sorted(negative):
        problems.append(ScaleProblem("STRENGTH", "positive and negative answers are not equally strong"))
    if len(polarities) == len(steps):
        problems.append(ScaleProblem("NO_WAY_OUT", "nobody can say that it is unclear to them"))
    doubled = sorted(polarity for polarity, count in Counter(polarities).items() if count > 1)
    if doubled:
        problems.append(ScaleProblem("SAME_STRENGTH", "two answers of the same strength {what}", str(doubled[0])))
    if polarities not in (sorted(polarities), sorted(polarities, reverse=True)):
        problems.append(ScaleProblem("ORDER", "answers do not run in order from one end to the other"))
    return problems
