"""When a summary of what waits is due: plain dates, so that a table can say it."""

from datetime import date, timedelta

# From this hour of the day, in the district.
HOUR = 8
PRESSING = timedelta(days=3)


def is_day(rhythm: str, today: date, last: date | None, *, works: bool) -> bool:
    """Whether a summary may go today: once a day, or once a calendar week; `works`: whether offices work today.

    >>> is_day("weekly", date(2026, 11, 26), date(2026, 11, 20), works=True)
    True
    """
    if not works or last == today or rhythm == "never":
        return False
    return rhythm == "daily" or last is None or last.isocalendar()[:2] != today.isocalendar()[:2]


def is_news(rhythm: str, today: date, last: date | None, *, opened: date, due: date | None) -> bool:
    """Whether one thing that waits is worth a message: a week asks for everything, a day for what is new or pressing.

    `opened`: the day on which it began to wait; `due`: its last day, if it has one.
    """
    if rhythm == "weekly" or last is None or opened >= last:
        return True
    return due is not None and due <= today + PRESSING
