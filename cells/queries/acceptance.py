"""What is looked at before a file is accepted: discredit in the window, and signs that it was filed twice."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from cells.enums import CertificateState
from cells.models import AnswerEvidence, Application, Certificate, Discredit, Organisation
from cells.standing import add_months


@dataclass(frozen=True)
class Checks:
    """Discredit bars acceptance; the others are hints that a person looks at and answers."""

    since: date
    discredits: list[Discredit]
    twins: list[Organisation]
    certificates: list[Certificate]
    shared: list[AnswerEvidence]

    @property
    def has_hints(self) -> bool:
        return bool(self.twins or self.certificates or self.shared)


def checks_of(application: Application, on: date) -> Checks:
    organisation = application.organisation
    since = add_months(on, -application.terms.discredit_months)
    reminders = application.rubric.unit_type.scheme.reminder_days
    return Checks(
        since=since,
        discredits=list(discredits_of(organisation, since)),
        twins=list(twins_of(organisation)),
        certificates=list(_long_valid(organisation, on + timedelta(days=max(reminders, default=0)))),
        shared=list(_shared_evidence(application)),
    )


def discredits_of(organisation: Organisation, since: date) -> QuerySet[Discredit]:
    """Of the unit, or of who answers for it."""
    return Discredit.objects.filter(credit_code=organisation.answering_code).standing_since(since)


def twins_of(organisation: Organisation) -> QuerySet[Organisation]:
    """Other units of the same name, or of the same kind at the same address."""
    same = Q(name=organisation.name) | Q(address=organisation.address, unit_type=organisation.unit_type_id)
    rows = Organisation.objects.filter(same, applications__isnull=False).exclude(pk=organisation.pk)
    return rows.select_related("area", "above").distinct()[:10]


def _long_valid(organisation: Organisation, after: date) -> QuerySet[Certificate]:
    """What is still good after that day; a unit that was reminded of an end renews, it does not file twice."""
    rows = Certificate.objects.filter(organisation=organisation, valid_until__gt=after)
    return rows.filter(state__in=[CertificateState.VALID, CertificateState.SUSPENDED])


def _shared_evidence(application: Application) -> QuerySet[AnswerEvidence]:
    """Files of other units with the very content of a file of this one."""
    own = AnswerEvidence.objects.filter(answer__application=application, stored__isnull=False)
    rows = AnswerEvidence.objects.filter(stored__sha256__in=own.order_by().values("stored__sha256"))
    rows = rows.exclude(answer__application__organisation=application.organisation_id)
    return rows.select_related("answer__application__organisation", "stored")[:10]
