"""Who is told what: the district of reports that wait, the street of what was decided."""

from django.urls import reverse
from django.utils.translation import gettext_noop, override

from campaigns.enums import EventState, Step
from campaigns.quarters import MARK_WEEKS
from portal.accounts.roles import Role
from portal.inbox.operations import close_tasks, open_task
from portal.procedure.deadlines import deadline_from

VERIFY_WITHIN = CORRECT_WITHIN = 5
DECLINED = "event.declined"


def tell_filed(event, *, step, now) -> None:
    """A report waits for the district; whatever the street had to do is done."""
    if step in {Step.REPORT, Step.RESUBMIT}:
        close_tasks(subject=event, now=now)
        open_task(
            kind="event.verify",
            title=gettext_noop("Verify: %(event)s (%(area)s)"),
            values=_values(event),
            subject=event,
            link=_link("campaigns:event-review", event),
            due_on=deadline_from(now, VERIFY_WITHIN),
            now=now,
            role=Role.DISTRICT_REVIEWER,
        )


def tell_decided(event, *, now) -> None:
    """The district has decided; a returned report waits for the street."""
    close_tasks(subject=event, now=now)
    if event.state == EventState.RETURNED:
        open_task(
            kind="event.correct",
            title=gettext_noop("Put right and send again: %(event)s"),
            values=_values(event),
            subject=event,
            link=_link("campaigns:event-report", event),
            due_on=deadline_from(now, CORRECT_WITHIN),
            now=now,
            role=Role.STREET_OFFICER,
            area=event.area,
        )


def tell_withdrawn(event, *, now) -> None:
    close_tasks(subject=event, now=now)
    for area in event.partner_areas.all():
        close_tasks(subject=_joint(event, area), now=now)


def ask_partners(event, *, unanswered, dropped, now) -> None:
    """Each area that is named as a partner says itself whether it is."""
    for area in dropped:
        close_tasks(subject=_joint(event, area), now=now)
    for area in unanswered:
        open_task(
            kind="event.joint",
            title=gettext_noop("Held together with you? %(event)s (%(area)s)"),
            values=_values(event),
            subject=_joint(event, area),
            link=_link("campaigns:event-record", event),
            due_on=None,
            now=now,
            role=Role.STREET_OFFICER,
            area=area,
        )


def tell_partner_answered(event, *, area, declined: bool, now) -> None:
    """The question is answered; who leads is told where the answer is no."""
    close_tasks(subject=_joint(event, area), now=now)
    if declined:
        open_task(
            kind=DECLINED,
            title=gettext_noop("%(partner)s says that it was no partner: %(event)s"),
            values=_values(event) | {"partner": area.name},
            subject=event,
            link=_link("campaigns:event-record", event),
            due_on=None,
            now=now,
            role=Role.STREET_OFFICER,
            area=event.area,
        )


def tell_short(*, area, quarter, week: int, missing: int, now) -> None:
    """The area itself, and nobody else, hears that it is short; a later mark takes the place of an earlier one."""
    subject, kind = f"quarter:{quarter}:{area.code}", f"quarter.week-{week}"
    for earlier in MARK_WEEKS:
        if earlier != week:
            close_tasks(subject=subject, now=now, kind=f"quarter.week-{earlier}")
    open_task(
        kind=kind,
        title=gettext_noop("Week %(week)s of the quarter is over: %(missing)s more outreach events to hold"),
        values={"week": week, "missing": missing},
        subject=subject,
        link=_link("campaigns:quarter-ledger", quarter),
        due_on=quarter.last_day,
        now=now,
        role=Role.STREET_OFFICER,
        area=area,
    )


def tell_enough(*, area, quarter, now) -> None:
    close_tasks(subject=f"quarter:{quarter}:{area.code}", now=now)


def tell_to_close(*, quarter, now) -> None:
    """The figures of a past quarter stand once the district has closed it."""
    open_task(
        kind="quarter.close",
        title=gettext_noop("Close quarter %(quarter)s, so that its figures stand"),
        values={"quarter": str(quarter)},
        subject=f"quarter:{quarter}",
        link=_link("campaigns:quarter-ledger", quarter),
        due_on=None,
        now=now,
        role=Role.DISTRICT_REVIEWER,
    )


def tell_closed(*, quarter, now) -> None:
    close_tasks(subject=f"quarter:{quarter}", now=now)


def _joint(event, area) -> str:
    return f"joint:{event.public_id}:{area.code}"


def _values(event) -> dict:
    return {"event": event.title, "area": event.area.name}


def _link(name: str, target) -> str:
    with override("zh-hans"):
        return reverse(name, args=[getattr(target, "public_id", target)])
