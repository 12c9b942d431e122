"""I5: where a matter stands, allowed steps led to it, one after another."""

from datetime import timedelta

import pytest

from cells.enums import ApplicationStatus as Status
from cells.models import Application, Certificate
from cells.operations.certification import change_certificate
from cells.operations.filing import withdraw_application
from cells.operations.objections import answer_objection, file_objection
from cells.operations.prereview import return_application
from cells.operations.renewal import start_renewal
from cells.operations.surveillance import record_check
from cells.results.alterations import altered_scores
from cells.results.trail import strayed
from portal.ledger.operations import record
from portal.ledger.queries import subject_key
from tests.cells.certificates import withdraw_certificate
from tests.factories.cells import WAY, Case

WAYS_ANEW = {
    "reopened": lambda case, people: case.to(Status.PROPOSED).reopen().anew("pass").notice(),
    "reconsidered": lambda case, people: case.to(Status.IN_NOTICE).reconsider().anew("pass").notice(),
    "resumed": lambda case, people: case.to(Status.EVALUATED).decide("").appeal().uphold().anew("demo").notice(),
    "readmitted": lambda case, people: case.to(Status.PREREVIEWED).decline().appeal().uphold().accept(),
    "dismissed": lambda case, people: case.to(Status.EVALUATED).decide("").appeal().dismiss(),
}

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_i5_every_honest_way_is_a_way(case, people):
    common = {"actor": people.district, "now": case.now}
    returned = case.to(Status.SUBMITTED).row
    return_application(
        **common | {"actor": people.officer}, application=returned, revision=2, items=["JG-A1"], note="补"
    )
    case._fresh()
    for step in WAY:
        getattr(case, step)()
    objection = file_objection(actor=None, entry=case.row.notice_entry, text="混", now=case.now)
    common |= {"actor": people.deputy}
    answer_objection(**common, objection=objection, answer="不属实", is_upheld=False)
    certificate = case._fresh().later(days=20).certify().certificate
    common |= {"certificate": certificate}
    for step in ("suspend", "reinstate", "suspend"):
        change_certificate(**common, step=step, reason="整改")
    record_check(**common, checked_on=case.now.date() - timedelta(days=30), result="passed", note="好")
    start_renewal(**common | {"actor": case.member})
    other = Case(people, case.now).to(Status.ACCEPTED)
    withdraw_application(actor=other.member, application=other.row, reason="", now=case.now)
    assert list(strayed()) == []


@pytest.mark.parametrize("way", ["reopened", "reconsidered", "resumed", "readmitted", "dismissed"])
def test_i5_every_honest_way_to_decide_anew_is_a_way(case, people, way):
    WAYS_ANEW[way](case, people)
    assert list(strayed()) == list(altered_scores()) == []


def test_i5_who_takes_a_refused_file_up_again_without_an_appeal_is_found(case, people):
    case.to(Status.EVALUATED).decide("")
    Application.objects.update(status=Status.EVALUATED, reopened=1, refusal_reason="")
    assert list(strayed()) == [subject_key(case.row)]
    later = {"before": {"status": "refused"}, "after": {"status": "evaluated"}}
    record(actor=people.deputy, now=case.now, action="application.reopen", subject=case.row, **later)
    assert list(strayed()) == [subject_key(case.row)]


def test_i5_who_jumps_is_found(case, people):
    case.to(Status.SUBMITTED)
    subject = subject_key(case.row)
    Application.objects.update(status=Status.CERTIFIED)
    assert list(strayed()) == [subject]
    jump = {"before": {"status": "submitted"}, "after": {"status": "certified"}}
    record(actor=people.district, now=case.now, action="application.certify", subject=case.row, **jump)
    assert list(strayed()) == [subject]


@pytest.mark.parametrize(
    ("action", "before", "after", "stands"),
    [
        ("application.submit", "draft", "submitted", "submitted"),  # a second time
        ("application.prereview_accept", "draft", "prereviewed", "prereviewed"),  # from where it did not stand
        ("application.prereview_accept", "submitted", "accepted", "prereviewed"),  # to where it does not lead
        ("application.start", "", "draft", "draft"),
        ("application.unheard_of", "submitted", "prereviewed", "prereviewed"),
    ],
)
def test_i5_a_step_that_does_not_follow_is_found(case, action, before, after, stands):
    case.to(Status.SUBMITTED)
    record(
        actor=None, now=case.now, action=action, subject=case.row, before={"status": before}, after={"status": after}
    )
    Application.objects.update(status=stands)
    assert list(strayed()) == [subject_key(case.row)]


def test_i5_what_began_nowhere_and_what_is_gone(case):
    row = case.row
    made = Application.objects.create(
        reference="SQ-X", organisation=row.organisation, rubric=row.rubric, status=Status.WITHDRAWN,
        created_at=case.now, changed_at=case.now,
    )  # fmt: skip
    record(
        actor=None, now=case.now, action="application.start", subject="cells.application:x", after={"status": "draft"}
    )
    assert set(strayed()) == {subject_key(made), "cells.application:x"}


def test_i5_certificates_too(case, people):
    certificate = case.to(Status.CERTIFIED).certificate
    withdraw_certificate(actor=people.deputy, certificate=certificate, reason="查实", now=case.now)
    assert list(strayed()) == []
    Certificate.objects.update(state="valid", state_reason="")
    assert list(strayed()) == [subject_key(certificate)]
