"""Counts and figures as people write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from portal.papers.errors import UnreadableError
from portal.papers.readers.reading import NOTHING, Reading
from portal.papers.text import clean_text
from portal.text import narrow_text

PLACES = 6
MOST_DIGITS = 15
TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
# Thousands are set apart everywhere or nowhere; two figures in one cell are no number.
NUMBER = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
BLANKS = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
FIGURE = re.compile(rf"({NUMBER})(%?)")
COUNT = re.compile(
    rf"(大约|约|近|将近|超过|逾|≈|~)?({NUMBER})(万|亿)?(余|多)?(?:人次|人|户|份|场次|场|次|个|名|件|条|处)?(左右|以上)?"
)


def count(cell: str) -> Reading:
    """A whole number, none below nothing: 1,200; 120人; 约120; 1.2万."""
    typed = BLANKS.sub("", narrow_text(cell))
    if not typed:
        return NOTHING
    found = COUNT.fullmatch(typed)
    number = _exact(found[2]) * TIMES[found[3] or ""] if found else Decimal(-1)
    if found is None or number < 0 or number % 1:
        raise UnreadableError("count", word=clean_text(cell))
    is_interpreted = any((found[1], found[3], found[4], found[5]))
    return Reading(int(number), str(int(number)) if is_interpreted else "")


def figure(cell: str, *, is_percentage: bool = False) -> Reading:
    """A number of up to six places; 97.2% only where the unit is per cent."""
    typed = BLANKS.sub("", narrow_text(cell))
    if not typed:
        return NOTHING
    found = FIGURE.fullmatch(typed)
    if found is None:
        raise UnreadableError("figure", word=clean_text(cell))
    if found[2] and not is_percentage:
        raise UnreadableError("no_percentage", word=clean_text(cell))
    number = _exact(found[1])
    value = number.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)
    kept = number if value == number else value
    return Reading(kept, f"{kept:f}" if kept != number else "", is_rounded=kept != number)


def percentage(cell: str) -> Reading:
    """97.2%; 97.2, where per cent is meant."""
    return figure(cell, is_percentage=True)


def _exact(text: str) -> Decimal:
    number = Decimal(re.sub("[, ]", "", text))
    if number.adjusted() >= MOST_DIGITS:
        raise UnreadableError("long_number", word=text)
    return number
