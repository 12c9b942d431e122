"""What the clock tells: an area that it is short of its own quota, the district that a past quarter is to be closed."""

from django.db import transaction

from campaigns import notifications, queries
from campaigns.quarters import Quarter, district_day
from campaigns.quotas import LATE_AFTER
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


@transaction.atomic
def remind_to_close(*, now) -> Quarter | None:
    """Once a report of the past quarter would be late, the district is asked to close its figures."""
    quarter = Quarter.of(now).previous
    if now < quarter.ends_at + LATE_AFTER or queries.closing_of(quarter) or not queries.outings_in(quarter):
        return None
    notifications.tell_to_close(quarter=quarter, now=now)
    return quarter
