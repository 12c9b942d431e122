"""Until when a unit may appeal, and what is being looked into."""

from datetime import date

from django.db.models import QuerySet

from cells.enums import AppealState, ApplicationStatus
from cells.models import Appeal, Application, Certificate, Organisation
from cells.workflow import APPEALABLE
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import Deadline, deadline_after
from portal.procedure.deadlines import day_of


def appeal_until(certificate: Certificate) -> Deadline | None:
    """The last day for an appeal; None when there is nothing to appeal against."""
    if certificate.state not in APPEALABLE:
        return None
    return _last_day(certificate.state_changed_on, certificate.terms.appeal_workdays)


def refusal_appeal_until(application: Application) -> Deadline | None:
    """The same of a refusal; None as well once there is an appeal: there is one alone."""
    if application.status != ApplicationStatus.REFUSED or hasattr(application, "appeal"):
        return None
    return _last_day(day_of(application.changed_at), application.terms.appeal_workdays)


def open_refusal_appeals() -> QuerySet[Appeal]:
    return Appeal.objects.filter(state=AppealState.OPEN, application__isnull=False)


def is_appealing(organisation: Organisation) -> bool:
    """Whether a refusal of this unit is being looked into: until then it begins no other file."""
    return open_refusal_appeals().filter(application__organisation=organisation).exists()


def _last_day(told_on: date, workdays: int) -> Deadline:
    """In the unit's favour no earlier than by weekdays alone: it may have been told that day before the list was here."""
    counted = [deadline_after(told_on, workdays, table) for table in (workday_exceptions(), {})]
    return max(counted, key=lambda deadline: deadline.day)
