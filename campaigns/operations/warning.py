"""Early word to an area that is short of its own quota, when weeks 4, 8 and 11 of a quarter are over."""

from django.db import transaction

from campaigns import notifications, queries
from campaigns.quarters import Quarter, district_day
from portal.directory.models import Area


@transaction.atomic
def warn_areas(*, now) -> list[Area]:
    """Tell each area once a mark; whoever has caught up, and whose quarter is over, is told no more."""
    quarter = Quarter.of(now)
    week = quarter.mark_reached(district_day(now))
    for area in queries.reporting_areas():
        notifications.tell_enough(area=area, quarter=quarter.previous, now=now)
    short = []
    for row in queries.quarter_ledger(quarter):
        if week and row.to_hold:
            notifications.tell_short(area=row.area, quarter=quarter, week=week, missing=row.to_hold, now=now)
            short.append(row.area)
        else:
            notifications.tell_enough(area=row.area, quarter=quarter, now=now)
    return short
