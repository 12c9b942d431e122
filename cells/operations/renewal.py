"""Recertification: a new application that begins with what the unit handed in the last time."""

from datetime import datetime

from django.db import transaction

from cells.models import Answer, AnswerEvidence, Application, Certificate
from cells.operations.filing import start_application
from portal.ledger.operations import record


@transaction.atomic
def start_renewal(*, actor, certificate: Certificate, now: datetime) -> Application:
    """On the rubric in force now: items that are still asked are filled in as before, files and all, to be looked over."""
    former = certificate.application
    application = start_application(actor=actor, organisation=certificate.organisation, now=now)
    asked = application.rubric.sheet.criteria
    for answer in former.answers.prefetch_related("evidence"):
        if answer.criterion in asked:
            _copy(answer, application, actor, now)
    facts = {"certificate": certificate.number, "from": former.reference}
    record(actor=actor, now=now, action="application.renew", subject=application, after=facts)
    return application


def _copy(answer: Answer, application: Application, actor, now: datetime) -> None:
    copied = Answer.objects.create(
        application=application,
        criterion=answer.criterion,
        state=answer.state,
        value=answer.value,
        note=answer.note,
        updated_at=now,
        updated_by=actor,
    )
    AnswerEvidence.objects.bulk_create(
        AnswerEvidence(answer=copied, stored_id=item.stored_id, url=item.url, added_at=now)
        for item in answer.evidence.all()
    )
