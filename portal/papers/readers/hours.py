"""Times of the clock as people write them, alone or from one to another."""

import datetime as dt
import re

from portal.papers.errors import UnreadableError
from portal.papers.readers.reading import NOTHING, Reading
from portal.papers.text import clean_text, plain_text

NIGHT = {"凌晨", "am"}  # whose twelve is the day's beginning
EARLY = {"清晨", "早上", "早晨", "早", "上午", *NIGHT}
LATE = {"中午", "下午", "傍晚", "晚上", "晚", "夜里", "夜间", "pm"}
HALF = 12
# Of such an hour without a colon nobody knows whether it is meant before noon.
UNCLEAR = range(1, 7)
MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
PARTS = "|".join(sorted(EARLY | LATE, key=len, reverse=True))
ONE = re.compile(
    rf"(?P<part>{PARTS})?(?P<hour>[0-9]{{1,2}})"
    r"(?::(?P<minute>[0-9]{2})(?::[0-9]{2})?"
    r"|(?P<clock>[点时])(?:钟|整|(?P<words>半|一刻|三刻)|(?P<more>[0-9]{1,2})分?)?)?"
    r"(?P<after>am|pm)?"
)
BETWEEN = re.compile(r"[-–—―~至到]+")
# A time as a spreadsheet counts it, a part of the day.
SHARE = re.compile(r"0?\.[0-9]+")
DAY_MINUTES = 24 * 60


def span(cell: str) -> Reading:
    """One time, or two in one cell: the value is a tuple of both, the second None where there is none."""
    typed = plain_text(cell).lower()
    if not typed:
        return Reading((None, None))
    if SHARE.fullmatch(typed):
        hour, minute = divmod(round(float(typed) * DAY_MINUTES) % DAY_MINUTES, 60)
        return Reading((dt.time(hour, minute), None), f"{hour:02}:{minute:02}")
    found = [ONE.fullmatch(part) for part in BETWEEN.split(typed)]
    parts = [match.groupdict() for match in found if match]
    if len(parts) != len(found) or len(parts) > 2 or not _is_time(parts[-1]):  # noqa: PLR2004 - from and until
        raise UnreadableError("time", word=clean_text(cell))
    if len(parts) > 1 and not _is_time(parts[0]):
        parts[0]["clock"] = parts[1]["clock"]  # 9-11点
    try:
        return _span(parts, typed)
    except ValueError as error:
        raise UnreadableError("time", word=clean_text(cell)) from error


def _span(parts: list[dict[str, str | None]], typed: str) -> Reading:
    first = _time(parts[0])
    if len(parts) == 1:
        return Reading((first, None), _shown(f"{first:%H:%M}", typed))
    last = _time(parts[1], after=first if _half(parts[0]) in LATE else None)
    return Reading((first, last), _shown(f"{first:%H:%M}-{last:%H:%M}", typed))


def _shown(text: str, typed: str) -> str:
    return "" if typed in {text, text.removeprefix("0"), f"{text}:00"} else text


def _is_time(part: dict[str, str | None]) -> bool:
    return bool(part["minute"] or part["clock"] or _half(part))


def _half(part: dict[str, str | None]) -> str:
    return part["part"] or part["after"] or ""


def _time(part: dict[str, str | None], after: dt.time | None = None) -> dt.time:
    """`after`: when it began in the afternoon, an hour that leaves the half of the day out is of the same."""
    half, hour = _half(part), int(part["hour"] or 0)
    minute = MINUTES.get(part["words"] or "") or int(part["minute"] or part["more"] or 0)
    if not half and part["clock"] and hour in UNCLEAR and after is None:
        raise UnreadableError("half_day", word=f"{hour}{part['clock']}")
    if hour == HALF and half in NIGHT:
        hour = 0
    is_late = half in LATE and not (half == "中午" and hour == HALF - 1)
    if hour < HALF and (is_late or (not half and after is not None and hour + HALF > after.hour)):
        hour += HALF
    return dt.time(0 if (hour, minute) == (2 * HALF, 0) else hour, minute)


def time(cell: str) -> Reading:
    """One time of the clock."""
    reading = span(cell)
    first, last = reading.value
    if last is not None:
        raise UnreadableError("one_time", word=clean_text(cell))
    return Reading(first, reading.shown) if first is not None else NOTHING
