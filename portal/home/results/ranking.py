"""How near texts are to a question: BM25 (Robertson and Zaragoza, 2009) over all that the rooms found for it.

Chinese is taken as its pairs of neighbours and its single signs, as in the index (portal.cms.search); other scripts
as words. A term that few of the found texts hold says more than one that all of them hold; a name says more than text.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from portal.home.phrases import one_of
from portal.text import RUN, folded_text, terms

STEM = 4
# How often a term of a name counts beside one of the text; a single sign beside a pair or a word.
NAME, SIGN = 6.0, 0.3
SATURATION = 1.2
# An exact name stands before everything that merely holds the words; then a name that the question holds whole.
EXACT, WHOLE, PART = 30.0, 9.0, 4.0
# Of the pairs and words that were asked, what a text must hold that no name of is in the question.
LEAST = 0.5
SHORTEST = 2
# Texts whose terms are kept: some megabytes in each worker.
KEPT = 512


def _weight(term: str) -> float:
    return SIGN if len(term) == 1 and RUN.match(term) else 1.0


def _stems(word: str) -> str:
    """Plurals and endings of the languages that have them: their first signs."""
    word = one_of(word)
    return word if RUN.match(word) or len(word) < STEM else word[: max(STEM, len(word) - 3)]


@lru_cache(maxsize=KEPT)
def _stemmed(text: str) -> frozenset[str]:
    """Of what the rooms have to say the most is the same in every question."""
    return frozenset(map(_stems, terms(text)))


def share(asked: Sequence[str], held: Iterable[str]) -> float:
    """The part of the asked terms that is held, from 0 to 1, single signs counting less."""
    whole = sum(map(_weight, asked))
    return sum(_weight(term) for term in asked if term in held) / whole if whole else 0.0


def scores(asked: str, found: Sequence[tuple[Sequence[str], str]]) -> list[float]:
    """How near each item (its names, its text) is, in their order; 0 for what holds too little of the question."""
    sought = list(dict.fromkeys(map(_stems, terms(asked))))
    plain = folded_text(asked).replace(" ", "")
    named = [_stemmed(" ".join(names)) for names, _text in found]
    texts = [_stemmed(text) for _names, text in found]
    held_by = Counter(
        term for names, text in zip(named, texts, strict=True) for term in sought if term in names or term in text
    )
    rarity = {term: math.log(1 + (len(found) - held_by[term] + 0.5) / (held_by[term] + 0.5)) for term in sought}
    result = []
    for (names, _text), in_names, in_text in zip(found, named, texts, strict=True):
        whole = _whole_name(plain, names)
        if not whole and share(sought, in_names | in_text) < LEAST:
            result.append(0.0)
            continue
        counts = {term: NAME * (term in in_names) + (term in in_text) for term in sought}
        result.append(
            whole
            + sum(
                _weight(term) * rarity[term] * count / (count + SATURATION) for term, count in counts.items() if count
            )
        )
    return result


def _whole_name(asked: str, names: Sequence[str]) -> float:
    """What the best of the names adds: it is the question, is held by it whole, or holds all of it."""
    best = 0.0
    for name in names:
        plain = folded_text(name).replace(" ", "")
        if plain == asked:
            return EXACT
        if len(plain) >= SHORTEST and plain in asked:
            best = max(best, WHOLE * len(plain) / len(asked) + 1)
        elif len(asked) >= SHORTEST and asked in plain:
            best = max(best, PART * len(asked) / len(plain) + 1)
    return best
