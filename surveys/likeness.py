"""Texts that say the same: equal but for blanks, marks and width, or nearly equal letter by letter."""

import unicodedata
from collections.abc import Iterable, Mapping

NEAR = 0.75  # of the pairs of letters that two texts have together (Dice 1945)
SHORTEST = 6  # letters under which only equal texts are alike


def plain(text: str) -> str:
    """Letters and digits alone, of one width and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def likeness(one: str, other: str) -> float:
    """From 0 to 1, of plain texts."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)]
    return 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]))


def alike(text: str, others: Mapping[str, str]) -> dict[str, list[str]]:
    """Of the other texts (by name) those that are equal or nearly so: plain text to names, the text's own first."""
    own = plain(text)
    groups = by_plain(others.items())
    near = sorted((form for form in groups if likeness(own, form) >= NEAR), key=lambda form: (form != own, form))
    return {form: groups[form] for form in near}


def by_plain(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, text in texts:
        groups.setdefault(plain(text), []).append(name)
    return groups
