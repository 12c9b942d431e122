"""Who owes a figure is told of it in time."""

import datetime as dt

from django.db import transaction

from portal.board.models import Observation
from portal.board.notifications import close_reminder, remind
from portal.board.results.rows import board_rows
from portal.directory.models import Plan

AHEAD = dt.timedelta(days=60)


@transaction.atomic
def remind_of_due_figures(*, now, on: dt.date, plan: Plan) -> int:
    """Opens a task for each figure that falls due within two months or is late; safe to repeat.

    A figure that is in, or waits for its second person or its release, is asked for no more. Returns how many are asked for.
    """
    asked = 0
    for row in board_rows(plan, on):
        if row.due is None or row.due.due_on - on > AHEAD:
            continue
        if _is_under_way(row.indicator, str(row.due.period)):
            close_reminder(row.indicator, str(row.due.period), now=now)
            continue
        remind(row.indicator, row.due, now=now)
        asked += 1
    return asked


def _is_under_way(indicator, period: str) -> bool:
    rows = Observation.objects.filter(indicator=indicator, period=period)
    return rows.waiting().exists() or rows.cleared().exists()
