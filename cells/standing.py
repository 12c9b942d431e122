"""What a certificate is worth on a day."""

import calendar
from datetime import date, timedelta

from cells.enums import CertificateState, Standing


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def valid_until(issued_on: date, months: int) -> date:
    """The last valid day."""
    return add_months(issued_on, months) - timedelta(days=1)


def standing_on(day: date, *, state: str, issued_on: date, last_valid_on: date, due_days: int) -> Standing:
    if state != CertificateState.VALID:
        return Standing(state)
    if day < issued_on:
        return Standing.UNKNOWN
    if day > last_valid_on:
        return Standing.EXPIRED
    return Standing.DUE if (last_valid_on - day).days <= due_days else Standing.VALID


def is_counted(standing: Standing) -> bool:
    return standing in {Standing.VALID, Standing.DUE}
