"""One unit from registration to certificate, refusal and withdrawal, by operations alone."""

from datetime import date
from decimal import Decimal

import pytest

from cells.enums import ApplicationStatus as Status
from cells.enums import BatchState, MarkState
from cells.models import NoticeBatch
from cells.operations.certification import (
    issue_certificate,
)
from cells.operations.evaluation import assign_evaluators, save_evaluation
from cells.operations.filing import Entry, save_answer, withdraw_application
from cells.operations.prereview import decline_application, refuse_at_prereview, return_application
from cells.results import panel_of
from portal.inbox.models import OutgoingMessage, Task
from portal.ledger.queries import chain_break, entries_about
from portal.procedure.digests import digest_of
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_the_whole_round(case):
    case.to(Status.IN_NOTICE)
    entry = case.row.notice_entry
    # A Tuesday; five working days later is the next Tuesday.
    assert entry.due_on == date(2026, 12, 1)
    with refused("unfit"):
        case.certify()
    case.later(days=7)
    with refused("unfit"):
        case.certify()
    certificate = case.later(days=1).certify().certificate
    assert certificate.number == "TNWF-2026-0001"
    assert (certificate.issued_on, certificate.valid_until) == (date(2026, 12, 2), date(2028, 12, 1))
    assert (certificate.level, certificate.is_draft) == ("demo", True)
    assert case.row.status == Status.CERTIFIED
    assert NoticeBatch.objects.get().state == BatchState.CLOSED
    assert [entry.action for entry in entries_about(case.row)] == [
        "application.start",
        "application.submit",
        "application.prereview_accept",
        "application.accept",
        "application.assign",
        "application.evaluate",
        "application.evaluate",
        "application.finish_evaluation",
        "application.grant",
        "application.open_notice",
        "application.certify",
    ]
    assert chain_break() is None
    assert not Task.objects.waiting().exists()
    assert OutgoingMessage.objects.filter(user=case.member, kind="cells.certified").count() == 1


def test_the_decision_keeps_what_it_rests_on(case):
    decision = case.to(Status.PROPOSED).row.decision
    assert (decision.score, decision.bonus, decision.level) == (Decimal(100), Decimal(10), "demo")
    frozen = decision.frozen
    assert frozen["rubric"]["digest"] == case.row.rubric.digest == case.row.rubric_digest
    assert len(frozen["evaluations"]) == 2
    assert digest_of(frozen) == decision.digest
    assert ["JG-A1", "https://example.org/JG-A1"] in frozen["evidence"]
    assert case.member.name not in str(frozen)


def test_return_opens_only_the_named_items(case):
    case.to(Status.SUBMITTED)
    common = {"actor": case.people.officer, "application": case.row, "now": case.now}
    with refused("unfit"):
        return_application(**common, revision=case.row.revision, items=["nothing"], note="补")
    return_application(**common, revision=case.row.revision, items=["JG-A1"], note="缺任命文件")
    case._fresh()
    assert (case.row.status, case.row.return_items) == (Status.RETURNED, ["JG-A1"])
    assert case.row.return_due_on == date(2026, 12, 8)
    revision = case.row.answers.get(criterion="JG-A1").revision
    own = {"actor": case.member, "application": case.row, "now": case.now}
    with refused("closed"):
        save_answer(**own, entry=Entry("JG-A2", MarkState.GIVEN, {"number": "1"}, "", 1))
    save_answer(**own, entry=Entry("JG-A1", MarkState.GIVEN, {"met": False}, "", revision))
    case.submit()
    assert case.row.status == Status.SUBMITTED


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_refusal_needs_a_reason(case, empty):
    case.to(Status.SUBMITTED)
    common = {"actor": case.people.officer, "application": case.row, "revision": case.row.revision, "now": case.now}
    with refused("unfit"):
        refuse_at_prereview(**common, reason=empty)
    refuse_at_prereview(**common, reason="不在本街道")
    assert case._fresh().row.refusal_reason == "不在本街道"


def test_declined_by_the_district(case):
    case.to(Status.PREREVIEWED)
    decline_application(
        actor=case.people.district, application=case.row, revision=case.row.revision, reason="失信期内", now=case.now
    )
    assert case._fresh().row.status == Status.REFUSED


def test_withdrawn_by_the_unit_frees_it_to_apply_again(case):
    case.to(Status.SUBMITTED)
    withdraw_application(actor=case.member, application=case.row, reason="搬迁", now=case.now)
    assert case._fresh().row.status == Status.WITHDRAWN
    assert not Task.objects.waiting().exists()


def test_a_failed_gate_can_only_be_refused(case):
    failed = Entry("JG-G3", MarkState.GIVEN, {"met": False})
    case.to(Status.EVALUATING).evaluate_both(JG_G3=failed)
    with refused("unfit"):
        case.decide("pass")
    case.decide("")
    assert (case.row.status, case.row.decision.level, case.row.decision.score) == (Status.REFUSED, "", Decimal(100))


def test_a_wide_spread_needs_a_third_or_a_reason(case):
    low = {code: Entry(code.replace("_", "-"), MarkState.GIVEN, {"number": "9"}) for code in ("JG_C1", "JG_C2")}
    case.to(Status.EVALUATING).evaluate(case.people.first).evaluate(case.people.second, **low)
    with refused("unfit"):
        case.decide("pass")
    case.decide("pass", moderation="现场复核后取平均")
    assert case.row.decision.score == Decimal(94)


def test_rev_02_a_third_evaluation_settles_a_wide_spread_and_needs_a_reason(case):
    """Nothing that is handed in is changed; what changes the total is called for with a reason, in the ledger."""
    low = {code: Entry(code.replace("_", "-"), MarkState.GIVEN, {"number": "9"}) for code in ("JG_C1", "JG_C2")}
    case.to(Status.EVALUATING).evaluate(case.people.first).evaluate(case.people.second, **low)
    again = {"actor": case.people.district, "evaluators": [case.people.third], "now": case.now}
    with refused("unfit"):
        assign_evaluators(**again, application=case.row, revision=case.row.revision, reason=" ")
    assert case._fresh().row.status == Status.EVALUATED
    assign_evaluators(**again, application=case.row, revision=case.row.revision, reason="相差 12 分")
    case._fresh().evaluate(case.people.third).decide("demo")
    assert case.row.decision.score == Decimal(96)
    told = {entry.action: entry for entry in entries_about(case.row)}
    called, decided = told["application.call_again"], told["application.grant"]
    assert (called.after["score"], decided.after["score"]) == ("94.00", "96.00")
    assert (called.actor, called.reason) == (str(case.people.district.public_id), "相差 12 分")
    assert called.recorded_at == case.now


def test_stale_decisions_are_refused(case):
    case.to(Status.EVALUATED)
    case.row.revision -= 1
    with refused("stale"):
        case.decide()


def test_the_certificate_needs_its_own_notice(case):
    case.to(Status.PROPOSED)
    with refused("closed"):
        issue_certificate(actor=case.people.deputy, application=case.row, now=case.now)


def test_what_nobody_judged_calls_another_evaluation(case, people):
    """Abstaining is a state with a reason, never points."""
    case.to(Status.EVALUATING)
    away = Entry("JG-A2", MarkState.ABSTAINED, {}, "没有电表台账可看")
    row = case.evaluation_of(people.first)
    with refused("unfit"):
        save_evaluation(
            actor=people.first, evaluation=row, entries=[Entry("JG-A2", "abstained")], revision=1, now=case.now
        )
    case.evaluate_both(JG_A2=away)
    assert panel_of(case.row).unjudged == ["JG-A2"]
    with refused("unfit"):
        case.decide("pass")
    assign_evaluators(
        actor=people.district,
        application=case.row,
        evaluators=[people.third],
        revision=case.row.revision,
        now=case.now,
        reason="无人评过用电",
    )
    case._fresh().evaluate(people.third).decide("demo")
    marks = case.row.decision.frozen["evaluations"][0]["marks"]
    assert marks["JG-A2"] == ["abstained", ""]
