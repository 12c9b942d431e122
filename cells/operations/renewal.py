"""A file that begins with what the unit handed in before: a recertification, or another try."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cells.enums import ApplicationStatus, MarkState
from cells.models import Answer, AnswerEvidence, Application, Certificate
from cells.operations.filing import start_application
from cells.rubric.criteria import Criterion
from cells.rubric.definition import Definition
from cells.workflow import APPLICATIONS
from portal.ledger.operations import record

ENDED = {ApplicationStatus.REFUSED, ApplicationStatus.WITHDRAWN}


@transaction.atomic
def start_renewal(*, actor, certificate: Certificate, now: datetime) -> Application:
    """On the rubric in force now: what is still asked is filled in as before, to be looked over item by item."""
    former = certificate.application
    application = start_application(actor=actor, organisation=certificate.organisation, now=now)
    facts: dict[str, Any] = {"certificate": certificate.number}
    # What was awarded on paper has no file to begin with: its renewal is the first.
    if former:
        dropped = [item["code"] for item in carry_over(former, application)]
        facts |= {"from": former.reference, "dropped": dropped}
    record(actor=actor, now=now, action="application.renew", subject=application, after=facts)
    return application


@transaction.atomic
def start_again(*, actor, former: Application, now: datetime) -> Application:
    """After a refusal or a withdrawal: nothing that was filled in is typed twice, and all of it is looked over."""
    if former.status not in ENDED:
        raise APPLICATIONS.closed("start", former.status)
    application = start_application(actor=actor, organisation=former.organisation, now=now)
    dropped = [item["code"] for item in carry_over(former, application)]
    facts = {"from": former.reference, "dropped": dropped}
    record(actor=actor, now=now, action="application.renew", subject=application, after=facts)
    return application


def successors(old: Definition, new: Definition) -> dict[str, list[Criterion]]:
    """Where each criterion of one version went in another: to those that name it, else to the one with its code."""
    found: dict[str, list[Criterion]] = {code: [] for code in old.criteria}
    for criterion in new.criteria.values():
        for code in criterion.was or (criterion.code,):
            if code in found:
                found[code].append(criterion)
    return found


def carry_over(former: Application, application: Application) -> list[dict[str, str]]:
    """Answers and their proofs, each as old as it is; code and words of what was answered and is asked no more."""
    old, new = former.rubric.sheet, application.rubric.sheet
    map_, dropped, carried = successors(old, new), [], set()
    for answer in former.answers.prefetch_related("evidence"):
        item = old.criteria.get(answer.criterion)
        for criterion in map_.get(answer.criterion, []):
            if criterion.code not in carried:
                carried.add(criterion.code)
                _copy(answer, application, criterion, is_same=item is not None and item.method == criterion.method)
        if item is not None and not map_.get(answer.criterion):
            dropped.append({"code": item.code, "text": item.text, "text_en": item.text_en})
    application.dropped = dropped
    application.save(update_fields=["dropped"])
    return dropped


def _copy(answer: Answer, application: Application, criterion: Criterion, *, is_same: bool) -> None:
    """Counted by another method, the old figure says nothing: only the words and the proofs come along."""
    given: dict[str, Any] = {"state": answer.state, "value": answer.value}
    fresh: dict[str, Any] = {"state": MarkState.UNANSWERED, "value": {}}
    copied = Answer.objects.create(
        application=application,
        criterion=criterion.code,
        note=answer.note,
        is_carried=True,
        updated_at=answer.updated_at,
        updated_by_id=answer.updated_by_id,
        **given if is_same else fresh,
    )
    AnswerEvidence.objects.bulk_create(
        AnswerEvidence(answer=copied, stored_id=item.stored_id, url=item.url, added_at=item.added_at)
        for item in answer.evidence.all()
    )
