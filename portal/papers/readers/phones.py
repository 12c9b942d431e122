"""Mobile numbers as a cell holds them."""

from portal.accounts.numbers import mobile_number
from portal.papers.errors import UnreadableError
from portal.papers.readers.reading import NOTHING, Reading
from portal.papers.text import clean_text, plain_text

COUNTRY = "+86"


def phone(cell: str) -> Reading:
    """Eleven digits, however they are set apart; of two numbers nobody knows which is meant."""
    typed = plain_text(cell)
    if not typed:
        return NOTHING
    number = mobile_number(typed)
    if not number:
        raise UnreadableError("phone", word=clean_text(cell))
    return Reading(number.removeprefix(COUNTRY))
