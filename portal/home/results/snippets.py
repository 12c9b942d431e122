"""The piece of a text around the words that were searched for, with those words marked."""

import re
from dataclasses import dataclass

BEFORE, LENGTH = 24, 96
BLANKS = re.compile(r"\s+")
CUT = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_hit: bool = False


def asked_words(query: str) -> list[str]:
    """What was asked for, the longest first, so that a word is not marked inside a longer one."""
    words = {word.casefold() for word in re.findall(r"\w+", query)}
    return sorted(words, key=lambda word: (-len(word), word))


def marked(text: str, query: str) -> list[Piece]:
    words = asked_words(query)
    if not words or not text:
        return [Piece(text)] if text else []
    pattern = re.compile("(" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
    return [Piece(part, bool(pattern.fullmatch(part))) for part in pattern.split(text) if part]


def snippet(text: str, query: str) -> list[Piece]:
    """About a hundred characters around the first hit; the beginning where there is none."""
    text = BLANKS.sub(" ", text).strip()
    found = [place for word in asked_words(query) if (place := text.casefold().find(word)) >= 0]
    start = max(min(found, default=0) - BEFORE, 0)
    end = start + LENGTH
    pieces = marked(text[start:end], query)
    before = [Piece(CUT)] if start else []
    after = [Piece(CUT)] if end < len(text) else []
    return [*before, *pieces, *after]
