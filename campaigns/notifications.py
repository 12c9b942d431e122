"""Who is told what: the district of reports that wait, the street of what was decided."""

from django.urls import reverse
from django.utils.translation import gettext_noop, override

from campaigns.enums import EventState, Step
from campaigns.quarters import district_day
from portal.accounts.roles import Role
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import UnknownYearError, add_workdays
from portal.inbox.operations import close_tasks, open_task

VERIFY_WITHIN = CORRECT_WITHIN = 5


def tell_filed(*, event, step, now) -> None:
    """A report waits for the district; whatever the street had to do is done."""
    if step in {Step.REPORT, Step.RESUBMIT}:
        close_tasks(subject=event, now=now)
        open_task(
            kind="event.verify",
            title=gettext_noop("Verify: %(event)s (%(area)s)"),
            values=_values(event),
            subject=event,
            link=_link("campaigns:event-review", event),
            due_on=_workdays_on(now, VERIFY_WITHIN),
            now=now,
            role=Role.DISTRICT_REVIEWER,
        )


def tell_decided(*, event, now) -> None:
    """The district has decided; a returned report waits for the street."""
    close_tasks(subject=event, now=now)
    if event.state == EventState.RETURNED:
        open_task(
            kind="event.correct",
            title=gettext_noop("Put right and send again: %(event)s"),
            values=_values(event),
            subject=event,
            link=_link("campaigns:event-report", event),
            due_on=_workdays_on(now, CORRECT_WITHIN),
            now=now,
            role=Role.STREET_OFFICER,
            area=event.area,
        )


def tell_withdrawn(*, event, by, now) -> None:
    close_tasks(subject=event, now=now)


def _values(event) -> dict:
    return {"event": event.title, "area": event.area.name}


def _link(name: str, event) -> str:
    with override("zh-hans"):
        return reverse(name, args=[event.public_id])


def _workdays_on(now, count: int):
    """The day so many working days on; no day is named where the calendar is not known yet."""
    try:
        return add_workdays(district_day(now), count, workday_exceptions())
    except UnknownYearError:
        return None
