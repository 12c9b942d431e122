"""What people type for a number or a day, read as it is meant: full-width digits, 2026年11月5日, 2026/11/5."""

import re
from datetime import date

from portal.text import narrow_text

NUMBER = re.compile(r"[-+]?[0-9]{1,10}")
DAY = re.compile(r"([0-9]{4})(?:[-./]|年)([0-9]{1,2})(?:[-./]|月)([0-9]{1,2})[日号]?|([0-9]{4})([0-9]{2})([0-9]{2})")


def number_typed(text: str) -> int | None:
    """A whole number of up to ten digits; None where it is none."""
    typed = narrow_text(text).strip()
    return int(typed) if NUMBER.fullmatch(typed) else None


def day_typed(text: str) -> date | None:
    """A day with its year, of the calendar; None where it is none."""
    found = DAY.fullmatch("".join(narrow_text(text).split()))
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None
