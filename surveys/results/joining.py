"""Categories of a population with too few answers to be weighted alone join their neighbour, by a rule that is written down.

In the order of the list (streets as the district lists them, ages as the questionnaire does) each category with fewer
than ``LEAST`` answers joins the one that follows, the last the one before, until all have as many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 10


@dataclass(frozen=True)
class Joined:
    """One margin as it is met: each category's group (the name of its first), and the population of each group."""

    group_of: Mapping[str, str]
    population: Mapping[str, float]

    @property
    def together(self) -> list[list[str]]:
        """Categories that are weighted as one."""
        groups: dict[str, list[str]] = {}
        for name, group in self.group_of.items():
            groups.setdefault(group, []).append(name)
        return [names for names in groups.values() if len(names) > 1]


def joined(population: Mapping[str, float], answers: Mapping[str, int], order: Sequence[str]) -> Joined:
    """``population`` and ``answers`` by category; ``order``: of the list, what it lacks comes after by its name."""
    place = {name: number for number, name in enumerate(order)}
    names = sorted(
        (name for name, people in population.items() if people), key=lambda name: (place.get(name, len(place)), name)
    )
    groups: list[list[str]] = []
    number = 0
    for name in names:
        if groups and number < LEAST:
            groups[-1].append(name)
            number += answers.get(name, 0)
        else:
            groups.append([name])
            number = answers.get(name, 0)
    if len(groups) > 1 and number < LEAST:
        last = groups.pop()
        groups[-1] += last
    return Joined(
        {name: group[0] for group in groups for name in group},
        {group[0]: sum(population[name] for name in group) for group in groups},
    )


def without_population(population: Mapping[str, float], answers: Mapping[str, int]) -> list[str]:
    """Categories that people are in and whose population is not known: with them no weights are made."""
    return sorted(name for name, number in answers.items() if name and number and not population.get(name))
