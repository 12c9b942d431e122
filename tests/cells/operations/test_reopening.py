"""Deciding anew: by whom, from where, and that what was decided and published before stays and stands no more."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Appeal, Certificate, Decision, NoticeEntry
from cells.operations.appeals import answer_refusal_appeal, file_refusal_appeal
from cells.operations.decision import decide_application
from cells.operations.filing import start_application, withdraw_application
from cells.operations.notice import close_batch
from cells.operations.objections import answer_objection, file_objection
from cells.operations.reopening import reopen_decision
from cells.permissions import can_answer_refusal
from cells.queries.notices import entries_to_certify
from cells.results.alterations import altered_scores
from cells.triggers import GUARDS
from portal.accounts.roles import Role
from portal.inbox.models import OutgoingMessage
from portal.inbox.queries import tasks_for
from portal.ledger import guards
from portal.ledger.queries import entries_about, subject_key
from tests.factories.cells import Case, granted
from tests.refusals import refused

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.EVALUATED


def kinds_for(user) -> set[str]:
    return {task.kind for task in tasks_for(user)}


def sent_to(user) -> list[str]:
    return list(OutgoingMessage.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def decided(case, actor, level):
    return decide_application(
        actor=actor, application=case.row, level=level, reasons="x", revision=case.row.revision, now=case.now
    )


def test_before_the_notice_a_decision_is_reopened_and_another_decides(case, people):
    case.decide("demo").reopen()
    assert (case.row.status, case.row.decision, case.row.due_on is not None) == (Status.EVALUATED, None, True)
    assert "cells.decide" in kinds_for(people.deputy)
    assert "cells.decide" not in kinds_for(people.district)
    with pytest.raises(PermissionDenied):
        decided(case, people.district, "pass")
    decided(case, people.deputy, "pass")
    case._fresh()
    assert (case.row.status, case.row.decision.level, case.row.decision.number) == (Status.PROPOSED, "pass", 2)
    assert [row.level for row in case.row.decisions.all()] == ["demo", "pass"]
    assert case.notice().row.notice_entry.batch.content[0]["level"] == "无废细胞（达标）"


@pytest.mark.parametrize("status", [Status.EVALUATED, Status.IN_NOTICE, Status.CERTIFIED])
def test_reopened_by_hand_before_the_public_notice_alone(case, people, status):
    if status != Status.EVALUATED:
        case.decide().notice()
    if status == Status.CERTIFIED:
        case.later(days=10).certify()
    assert case.row.status == status
    with refused("closed"):
        reopen_decision(actor=people.deputy, application=case.row, revision=case.row.revision, reason="x", now=case.now)


def test_reopening_needs_its_reason(case, people):
    case.decide("demo")
    with refused("unfit"):
        reopen_decision(actor=people.deputy, application=case.row, revision=case.row.revision, reason=" ", now=case.now)


def test_after_an_upheld_objection_it_is_decided_anew_and_published_anew(case, people):
    first = case.decide("demo").notice().row.notice_entry
    other = file_objection(actor=None, entry=first, text="还有", now=case.now)
    case.reconsider()
    assert (case.row.status, case.row.notice_entry, case.row.decision) == (Status.EVALUATED, None, None)
    answer_objection(actor=people.deputy, objection=other, answer="已答复", is_upheld=True, now=case.now)
    assert case._fresh().row.status == Status.EVALUATED
    with refused("closed"):
        file_objection(actor=None, entry=first, text="再提", now=case.now)
    assert close_batch(actor=people.deputy, batch=first.batch, now=case.now)
    case.anew("pass").notice()
    second = case.row.notice_entry
    for entry, is_standing in ((first, False), (second, True)):
        page = Client().get(reverse("cells:notice-show", args=[entry.batch.code])).content.decode()
        assert ("已重新认定，本次公示不再有效" in page) is not is_standing
    assert (first.number, second.number, second.is_standing) == (1, 2, True)
    assert not NoticeEntry.objects.get(pk=first.pk).is_standing
    with refused("closed"):
        file_objection(actor=None, entry=first, text="旧公示", now=case.now)
    assert list(entries_to_certify(case.now.date())) == []
    case.later(days=12)
    assert list(entries_to_certify(case.now.date())) == [second]
    people.deputy, former = granted(Role.DISTRICT_REVIEWER), people.deputy
    case.certify()
    people.deputy = former
    assert Certificate.objects.get().level == "pass"
    assert list(altered_scores()) == []


def test_a_refused_unit_appeals_once_and_another_answers(case, people):
    case.decide("")
    with pytest.raises(PermissionDenied):
        file_refusal_appeal(actor=people.resident, application=case.row, text="不服", now=case.now)
    with refused("unfit"):
        case.appeal(" ")
    case.appeal()
    assert "cells.appeal" in kinds_for(people.deputy)
    assert "cells.appeal" not in kinds_for(people.district)
    with refused("closed"):
        case.appeal("再诉")
    appeal = case.row.appeal
    answer = {"appeal": appeal, "is_upheld": True, "answer": "查过", "now": case.now}
    for actor in (people.district, people.officer, case.member, people.first):
        assert not can_answer_refusal(actor, case.row)
        with pytest.raises(PermissionDenied):
            answer_refusal_appeal(actor=actor, **answer)
    assert can_answer_refusal(people.deputy, case.row)
    with refused("unfit"):
        answer_refusal_appeal(actor=people.deputy, **answer | {"answer": " "})


def test_upheld_it_is_decided_anew_by_another_and_all_are_told(case, people):
    case.decide("").appeal().uphold()
    assert (case.row.status, case.row.reopened, case.row.refusal_reason) == (Status.EVALUATED, 1, "")
    assert "cells.appeal" not in kinds_for(people.deputy)
    assert "cells.decide" in kinds_for(people.deputy)
    assert sent_to(case.member)[-3:] == ["cells.appealed", "cells.appeal_answered", "cells.reopened"]
    assert sent_to(people.district) == ["cells.reopened"]
    told = [entry.action for entry in entries_about(case.row)]
    assert told[-3:] == ["application.appeal", "application.appeal_upheld", "application.resume"]
    # Refused again: there is no second appeal.
    case.anew("")
    assert sent_to(case.member)[-1] == "cells.refused_finally"
    with refused("closed"):
        case.appeal("再诉")


def test_dismissed_it_is_final(case, people):
    case.decide("").appeal().dismiss()
    assert (case.row.status, case.row.reopened) == (Status.REFUSED, 0)
    assert sent_to(case.member)[-1] == "cells.appeal_answered"
    with refused("closed"):
        answer_refusal_appeal(
            actor=people.deputy, appeal=case.row.appeal, is_upheld=True, answer="改主意", now=case.now
        )
    assert start_application(actor=case.member, organisation=case.organisation, now=case.now)


def test_until_its_day_and_not_after(case):
    case.decide("")
    # Ten working days of the rules, none of them a holiday.
    case.later(days=14)
    with transaction.atomic():
        case.appeal()
        transaction.set_rollback(True)
    case._fresh().later(days=1)
    with refused("closed"):
        case.appeal()
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("step", ["refuse_objection", "decline"])
def test_other_refusals_have_their_appeal_too(people, now, step):
    case = Case(people, now)
    if step == "decline":
        case.to(Status.PREREVIEWED).decline().appeal()
        assert case.uphold().row.status == Status.PREREVIEWED
        with pytest.raises(PermissionDenied):
            case.decline()
        assert case.accept().row.status == Status.ACCEPTED
        return
    one = file_objection(actor=None, entry=case.to(Status.IN_NOTICE).row.notice_entry, text="混装", now=case.now)
    answer_objection(actor=people.deputy, objection=one, answer="属实", is_upheld=True, now=case.now)
    assert case._fresh().appeal().row.status == Status.REFUSED
    with pytest.raises(PermissionDenied):
        case.uphold()
    answer_refusal_appeal(actor=people.district, appeal=case.row.appeal, is_upheld=True, answer="不属实", now=case.now)
    assert case._fresh().anew("demo").notice().row.notice_entry.number == 2


def test_an_appeal_and_a_new_file_exclude_each_other(case, people):
    case.decide("")
    other = start_application(actor=case.member, organisation=case.organisation, now=case.now)
    with refused("unfit", "另有一份申报正在办理"):
        case.appeal()
    withdraw_application(actor=case.member, application=other, reason="", now=case.now)
    case.appeal()
    with refused("unfit", "申诉正在处理"):
        start_application(actor=case.member, organisation=case.organisation, now=case.now)


def test_forged_decisions_and_appeals_of_nobody(case, people):
    case.decide("").appeal().uphold().anew("pass")
    assert list(altered_scores()) == []
    first, second = case.row.decisions.all()
    with transaction.atomic(), pytest.raises(IntegrityError):
        Decision.objects.filter(pk=first.pk).delete()
    connection.check_constraints()
    guards.remove(connection, GUARDS)
    Decision.objects.filter(pk=second.pk).update(level="demo")
    assert [(key, what.partition(":")[0]) for key, what in altered_scores()] == [(subject_key(case.row), "decision")]
    Decision.objects.filter(pk=second.pk).update(level="pass")
    Decision.objects.filter(pk=first.pk).delete()
    assert {key for key, _what in altered_scores()} == {subject_key(case.row)}
    Decision.objects.create(
        application=case.row, number=3, outcome="granted", level="demo", score=100, bonus=0, reasons="x",
        frozen=second.frozen, digest=second.digest, decided_by=people.deputy, decided_at=case.now,
    )  # fmt: skip
    assert {what.partition(":")[0] for _key, what in altered_scores()} == {"decision"}


def test_on_the_pages(case, people, client_of, at):
    case.decide("")
    at(case.now)
    show = reverse("cells:application-show", args=[case.row.public_id])
    desk = reverse("cells:decision-show", args=[case.row.public_id])
    unit, deputy, district = client_of(case.member), client_of(people.deputy), client_of(people.district)
    assert "可以申诉一次" in unit.get(show).content.decode()
    assert unit.post(show, {"step": "appeal", "text": " "}).status_code == 400
    assert unit.post(show, {"step": "appeal", "text": "现场未看台账"}).status_code == 302
    assert "由未作出该决定的人处理" in unit.get(show).content.decode()
    listed = deputy.get(reverse("cells:decision-list"))
    assert case.row in list(listed.context["waiting"])
    assert "现场未看台账" in deputy.get(desk).content.decode()
    sent = {"step": "appeal", "appeal-verdict": "uphold", "appeal-answer": "已看", "appeal-revision": case.row.revision}
    assert district.post(desk, sent).status_code == 409
    assert deputy.post(desk, sent).status_code == 302
    page = unit.get(show).content.decode()
    assert "申诉成立，申报将重新认定" in page
    assert "您此前已对其作出认定" in district.get(desk).content.decode()
    case._fresh()
    decided(case, people.deputy, "demo")
    sent = {"step": "reopen", "reopen-reason": "等级填错", "reopen-revision": case._fresh().row.revision}
    assert deputy.post(desk, sent).status_code == 302
    assert "此前的认定" in deputy.get(desk).content.decode()


def test_the_page_says_when_the_day_has_passed(case, client_of, at):
    case.decide("")
    at(case.later(days=30).now)
    page = client_of(case.member).get(reverse("cells:application-show", args=[case.row.public_id])).content.decode()
    assert "申诉期限" in page
    assert 'name="text"' not in page
