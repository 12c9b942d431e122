"""The interval of any closed question's options, from the tallies of a wave: the same rule as of the measures.

    found = option_shares(tally, item, like=measure, clustering=clustering_of(wave, tally), margins=margins)
    found["satisfied"].value, .low, .high, .n, .n_effective, .deff, .suppressed      # per cent

``like`` is a measure whose base, margins, weights, minimum and level hold for the question too; ``margins`` and
``clustering`` are what `inputs.py` freezes. What a page shows of it must be hidden as `breakdown.py` hides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from surveys.measures import Measure, Outcome, Unclear
from surveys.questionnaire import Item
from surveys.results.classification import question_subject
from surveys.results.placed import PlacedSample
from surveys.results.sample import Group, Share
from surveys.tallies import ANSWERED, RESPONSES, Cell, Key, by_cell


def option_shares(
    tally: Mapping[Key, int],
    item: Item,
    *,
    like: Measure,
    clustering: Mapping[str, Any],
    margins: Sequence[Mapping] = (),
) -> dict[str, Share]:
    """Of each option the share of those who answered the question; of several answers each is one of them."""
    people = list(people_in(tally, item, like.base))
    weighed = option_sample(people, "", like, clustering, margins)
    return {option.code: weighed.asked(*took(people, option.code, like)).figure() for option in item.options}


def people_in(
    tally: Mapping[Key, int], item: Item, base: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Cell, Mapping[str, int]]]:
    """Each cell within the base: option to number, and under RESPONSES and ANSWERED how many there were and answered."""
    within = {dimension: frozenset(values) for dimension, values in base.items()}
    asked = question_subject(item)
    about = {key: count for key, count in tally.items() if key.subject in {asked, RESPONSES[0]}}
    for cell, subjects in by_cell(about).items():
        if all(getattr(cell, name) in values for name, values in within.items()):
            yield cell, {**subjects.get(asked, {}), RESPONSES[0]: subjects[RESPONSES[0]][RESPONSES[1]]}


def option_sample(
    people: Sequence[tuple[Cell, Mapping[str, int]]],
    option: str,
    like: Measure,
    clustering: Mapping[str, Any],
    margins: Sequence[Mapping] = (),
) -> PlacedSample:
    """Who took the option among those who answered: figures of any part of them, and differences, come of it."""
    return PlacedSample(*took(people, option, like), margins, clustering)


def took(people: Sequence[tuple[Cell, Mapping[str, int]]], option: str, like: Measure) -> tuple[Measure, list[Group]]:
    """Whether people took the option, as a measure and what they said under it."""
    measure = replace(like, rule={"one_of": {"question": "", "options": [option]}}, unclear=Unclear.EXCLUDED)
    return measure, [Group(cell, _split(counts, option)) for cell, counts in people]


def _split(counts: Mapping[str, int], option: str) -> dict[str, int]:
    chosen, answered = counts.get(option, 0), counts.get(ANSWERED, 0)
    return {Outcome.YES: chosen, Outcome.NO: answered - chosen, Outcome.NONE: counts[RESPONSES[0]] - answered}
