"""Mobile numbers as a cell holds them."""

import re

from portal.papers.errors import UnreadableError
from portal.papers.readers.reading import NOTHING, Reading
from portal.papers.text import clean_text, plain_text

MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_BETWEEN = re.compile(r"[\s\-()\u2010-\u2015]")


def phone(cell: str) -> Reading:
    """Eleven digits, however they are set apart; of two numbers nobody knows which is meant."""
    typed = _BETWEEN.sub("", plain_text(cell))
    if not typed:
        return NOTHING
    found = MOBILE.fullmatch(typed)
    if not found:
        raise UnreadableError("phone", word=clean_text(cell))
    return Reading(found[1])
