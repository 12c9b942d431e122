"""A satisfaction scale must let people be dissatisfied as easily as satisfied."""

from collections import Counter
from collections.abc import Sequence

Step = tuple[str, int | None]  # option code, polarity; None is the way out ("unclear")


def scale_problems(steps: Sequence[Step]) -> list[str]:
    """What is unbalanced; empty when the scale may be used."""
    polarities = [polarity for _, polarity in steps if polarity is not None]
    positive = [polarity for polarity in polarities if polarity > 0]
    negative = [-polarity for polarity in polarities if polarity < 0]
    problems = []
    if not positive or len(positive) != len(negative):
        problems.append(f"{len(positive)} positive and {len(negative)} negative answers")
    elif sorted(positive) != sorted(negative):
        problems.append("positive and negative answers are not equally strong")
    if len(polarities) == len(steps):
        problems.append("nobody can say that it is unclear to them")
    doubled = sorted(polarity for polarity, count in Counter(polarities).items() if count > 1)
    if doubled:
        problems.append(f"two answers of the same strength {doubled[0]}")
    if polarities not in (sorted(polarities), sorted(polarities, reverse=True)):
        problems.append("answers do not run in order from one end to the other")
    return problems
