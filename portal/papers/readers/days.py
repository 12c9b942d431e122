"""Days as people write them."""

import datetime as dt
import re
from collections.abc import Callable

from portal.papers.errors import UnreadableError
from portal.papers.readers.reading import NOTHING, Reading
from portal.papers.text import clean_text, plain_text

# Day 0 of spreadsheets, which hold 1900 for a leap year: right from March 1900 on.
EPOCH = dt.date(1899, 12, 30)
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
# A day without its year is clear if one year brings it this close.
CLOSE = dt.timedelta(days=120)
CENTURY = 2000
WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"\(?(?:周|星期|礼拜)([一二三四五六日天])\)?$")
_TIME = re.compile(r"(?<=[0-9日])T?(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)$")
_DAYS = (
    re.compile(r"(?P<year>[0-9]{4}|[0-9]{2})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<sign>[-./、])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?"),
)


def day(today: dt.date) -> Callable[[str], Reading]:
    """2026年11月3日, 2026.11.3, 20261103, a spreadsheet's own number of a day, 11月7日 where the year is clear."""

    def read(cell: str) -> Reading:
        typed = plain_text(cell)
        if not typed:
            return NOTHING
        weekday = _WEEKDAY.search(typed)
        bare = _WEEKDAY.sub("", typed)
        found, is_interpreted = _found(_TIME.sub("", bare), today, clean_text(cell))
        if weekday and WEEKDAYS.index(weekday[1].replace("天", "日")) != found.weekday():
            raise UnreadableError("weekday", word=clean_text(cell), is_day=found)
        return Reading(found, found.isoformat() if is_interpreted else "")

    return read


def _found(typed: str, today: dt.date, word: str) -> tuple[dt.date, bool]:
    try:
        if typed.isdecimal() and len(typed) == len("46329"):
            return _within(EPOCH + dt.timedelta(days=int(typed)), word), True
        parts = next((match.groupdict() for match in (form.fullmatch(typed) for form in _DAYS) if match), None)
        if parts is None:
            raise UnreadableError("day", word=word)
        month, number = int(parts["month"]), int(parts["day"])
        if "year" not in parts:
            return _nearest(month, number, today, word), True
        year = int(parts["year"])
        is_short = year < CENTURY // 20
        return _within(dt.date(year + CENTURY if is_short else year, month, number), word), is_short
    except ValueError as error:
        raise UnreadableError("no_day", word=word) from error


def _within(found: dt.date, word: str) -> dt.date:
    if not FIRST <= found < LAST:
        raise UnreadableError("day", word=word)
    return found


def _nearest(month: int, number: int, today: dt.date, word: str) -> dt.date:
    candidates = [found for year in (-1, 0, 1) if (found := _in_year(today.year + year, month, number))]
    close = [found for found in candidates if abs(found - today) <= CLOSE]
    if not candidates:
        raise UnreadableError("no_day", word=word)
    if not close:
        raise UnreadableError("year", word=word)
    return close[0]


def _in_year(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
