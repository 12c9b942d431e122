"""Mobile numbers as people type, paste or keep them in a table: the one rule, for forms and tables alike."""

import re

from portal.text import narrow_text

MAINLAND = re.compile(r"1[3-9][0-9]{9}")
# Before eleven digits that begin with 1: 86 alone is no part of the number either.
COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[0-9]{10}$)")


def mobile_number(typed: str) -> str:
    """E.164 (+8613800138000) of a number as people type, paste or keep it in a table; "" for anything else."""
    typed = typed.strip().removesuffix(".0")  # a cell that a table program took for a sum
    digits = COUNTRY.sub("", re.sub(r"[^\w+]|_", "", narrow_text(typed)), count=1)
    return f"+86{digits}" if MAINLAND.fullmatch(digits) else ""
