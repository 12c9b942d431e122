"""How near a text is to what was asked: shares of the question's words that it holds.

Chinese is cut into pairs of neighbours, as in the index (portal.cms.search); other scripts into words.
"""

import re
from collections.abc import Iterable

from portal.cms.search import RUN
from portal.text import folded_text

LATIN = re.compile(r"[^\W\u3400-\u9fff]+")
STEM = 4
# An exact name stands before everything that merely holds the words.
EXACT, WITHIN = 3.0, 1.0


def grams(text: str) -> list[str]:
    """What a text is made of, in order and each once."""
    text, parts = folded_text(text), []
    for run in RUN.findall(text):
        parts += [run[place : place + 2] for place in range(len(run) - 1)] or [run]
    parts += LATIN.findall(text)
    return list(dict.fromkeys(parts))


def _holds(gram: str, text: str, words: set[str]) -> bool:
    if RUN.match(gram):
        return gram in text
    return any(word.startswith(gram) or (len(word) >= STEM and gram.startswith(word)) for word in words)


def share(asked: list[str], text: str) -> float:
    """The part of the asked words that a text holds, from 0 to 1."""
    if not asked:
        return 0.0
    folded = folded_text(text)
    words = set(LATIN.findall(folded))
    return sum(_holds(gram, folded, words) for gram in asked) / len(asked)


def closeness(asked: str, names: Iterable[str], text: str) -> float:
    """How near an item is: its names count twice as much as its text; 0 when it holds less than half."""
    sought = grams(asked)
    names = [name for name in names if name]
    whole = " ".join([*names, text])
    if share(sought, whole) < 0.5:  # noqa: PLR2004 - half of what was asked
        return 0.0
    folded = folded_text(asked).replace(" ", "")
    best = max((_name_closeness(sought, folded, name) for name in names), default=0.0)
    return best + share(sought, text)


def _name_closeness(sought: list[str], folded: str, name: str) -> float:
    plain = folded_text(name).replace(" ", "")
    if plain == folded:
        return EXACT + 2.5
    held = 2 * share(sought, name)
    # A short name that the question holds whole says more than a long one that holds a piece of it.
    held += 0.5 * share(grams(name), folded) if held else 0.0
    return held + (WITHIN if len(plain) > 1 and (folded in plain or plain in folded) else 0.0)
