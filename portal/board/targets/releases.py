"""At which minute of its day an announced release appears."""

import datetime as dt

from portal.clock import DISTRICT

HOUR = dt.time(9)


def opens_at(day: dt.date) -> dt.datetime:
    """Nine in the morning in the district."""
    return dt.datetime.combine(day, HOUR, DISTRICT)
