"""What a cell holds, as the text that a person reads in it."""

import datetime as dt
from decimal import Decimal

PRECISION = 15  # digits that a spreadsheet keeps of a number
CUT = 10**PRECISION


def shown(value: object, *, is_percentage: bool = False) -> str:
    """A number of more than 15 digits has lost some: it is shown as the spreadsheet shows it, 3.20412E+17."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{_number(value, 100)}%" if is_percentage else _number(value, 1)
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, dt.timedelta):
        return _length(value)
    if isinstance(value, dt.time):
        return f"{value:%H:%M:%S}".removesuffix(":00")
    return str(value)


def _number(value: float, times: int) -> str:
    if abs(value) >= CUT:
        return f"{value:.5E}"
    exact = Decimal(f"{value:.{PRECISION}g}") * times
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: dt.datetime) -> str:
    if value.time() == dt.time.min:
        return value.date().isoformat()
    return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


def _length(value: dt.timedelta) -> str:
    """A cell of hours; from a day on it is none of the clock."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text
