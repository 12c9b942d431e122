"""Every desk has a day, and when it passes somebody hears of it and the page says what happens now."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.operations.appeals import file_appeal
from cells.operations.objections import file_objection
from cells.operations.prereview import lapse_application, remind_late, return_application
from portal.accounts.roles import Role
from portal.inbox.models import Task
from portal.inbox.queries import tasks_for
from tests.cells.certificates import suspend_certificate
from tests.refusals import refused

pytestmark = pytest.mark.django_db

# Where it stands, the working days of that desk, what is opened when they have passed, for whom, and what the unit reads.
DESKS = [
    (Status.SUBMITTED, 10, "cells.late", "district", "街道逾期"),
    (Status.PREREVIEWED, 5, "cells.late", "district", "受理已逾期"),
    (Status.ACCEPTED, 5, "cells.late", "district", "确定专家已逾期"),
    (Status.EVALUATING, 15, "cells.late", "district", "专家评审已逾期"),
    (Status.EVALUATED, 10, "cells.late", "district", "认定已逾期"),
]


def opened(kind: str) -> list[str]:
    return [task.role for task in Task.objects.waiting().filter(kind=kind)]


@pytest.mark.parametrize(("status", "workdays", "kind", "who", "words"), DESKS)
def test_a_late_desk_is_told_on_and_told_of(case, people, client_of, at, status, workdays, kind, who, words):
    case.to(status)
    weeks, rest = divmod(workdays, 5)
    assert (case.row.due_on - case.now.date()).days >= weeks * 7 + rest
    last = case.row.due_on
    case.now = case.now.replace(year=last.year, month=last.month, day=last.day)
    assert (remind_late(now=case.now), opened(kind)) == (0, [])
    case.later(days=1)
    assert (remind_late(now=case.now), remind_late(now=case.now)) == (1, 1)
    assert opened(kind) == [Role.DISTRICT_REVIEWER]
    assert kind in {task.kind for task in tasks_for(getattr(people, who))}
    at(case.now)
    page = client_of(case.member).get(reverse("cells:application-show", args=[case.row.public_id])).content.decode()
    assert words in page
    assert f"原定 {last:%Y-%m-%d}" in page


def test_a_file_that_goes_on_is_late_no_more(case):
    case.to(Status.SUBMITTED).later(days=30)
    remind_late(now=case.now)
    case.prereview()
    assert opened("cells.late") == []
    assert case.row.due_on > case.now.date()


def test_an_evaluation_that_comes_in_moves_no_day(case, people):
    case.to(Status.EVALUATING)
    last = case.row.due_on
    assert case.later(days=3).evaluate(people.first).row.due_on == last


@pytest.fixture
def returned(case, people):
    case.to(Status.SUBMITTED)
    common = {"actor": people.officer, "application": case.row, "now": case.now}
    return_application(**common, revision=case.row.revision, items=["JG-A1"], note="补")
    return case._fresh()


def test_who_does_not_correct_is_closed_by_a_person(returned, people, client_of, at):
    case = returned
    closing = {"actor": people.officer, "application": case.row, "revision": case.row.revision, "reason": "逾期未补正"}
    with refused("closed"):
        lapse_application(**closing, now=case.now)
    case.later(days=30)
    at(case.now)
    remind_late(now=case.now)
    assert opened("cells.lapse") == [Role.STREET_OFFICER]
    assert (
        "补正期限已过"
        in client_of(case.member).get(reverse("cells:application-show", args=[case.row.public_id])).content.decode()
    )
    review = reverse("cells:review-show", args=[case.row.public_id])
    officer = client_of(people.officer)
    assert "逾期未补正" in officer.get(review).content.decode()
    sent = {"step": "lapse", "lapse-revision": case.row.revision, "lapse-reason": "至期限未补正。"}
    assert officer.post(review, sent).status_code == 302
    row = case._fresh().row
    assert (row.status, row.refusal_reason, opened("cells.lapse")) == (Status.REFUSED, "至期限未补正。", [])


def test_late_is_still_in_time_until_somebody_closes_it(returned):
    assert returned.later(days=30).submit().row.status == Status.SUBMITTED


def test_objections_and_appeals_have_a_day(case, people):
    case.to(Status.IN_NOTICE)
    file_objection(actor=None, entry=case.row.notice_entry, text="混装", now=case.now)
    (task,) = tasks_for(people.deputy).filter(kind="cells.objection")
    assert task.due_on == case.now.date() + timedelta(days=14)
    assert task.due_on > date(2026, 1, 1)


def test_an_appeal_has_a_day(case, people):
    case.to(Status.CERTIFIED)
    common = {"certificate": case.certificate, "now": case.now}
    suspend_certificate(actor=people.deputy, reason="整改", **common)
    file_appeal(actor=case.member, text="不服", **common)
    (task,) = tasks_for(people.district).filter(kind="cells.appeal")
    assert (task.due_on - case.now.date()).days >= 14
