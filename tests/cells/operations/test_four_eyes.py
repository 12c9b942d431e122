"""Who let a file in or judged it does not answer for it; and where nobody is left, it goes up."""

import pytest
from django.core.exceptions import PermissionDenied

from cells.enums import ApplicationStatus as Status
from cells.operations.certification import issue_certificate
from cells.operations.filing import start_application
from cells.operations.objections import answer_objection, file_objection
from cells.operations.prereview import accept_application
from portal.accounts.roles import Role
from portal.inbox.models import Task
from portal.inbox.queries import tasks_for
from tests.cells.certificates import suspend_certificate, withdraw_certificate
from tests.factories.cells import granted

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.PREREVIEWED


def none_of(actors, kind: str, *steps, **what) -> None:
    """Neither do they hear of it, nor can they do it."""
    for actor in actors:
        assert kind not in kinds_for(actor)
        for step in steps:
            with pytest.raises(PermissionDenied):
                step(actor=actor, **what)


def kinds_for(user) -> set[str]:
    return {task.kind for task in tasks_for(user)}


@pytest.mark.parametrize("took_part", ["accept", "decide"])
def test_who_accepted_or_decided_takes_none_of_the_steps_after(case, people, took_part):
    other = granted(Role.DISTRICT_REVIEWER)
    if took_part == "accept":
        accept_application(actor=other, application=case.row, revision=case.row.revision, now=case.now)
        case._fresh().assign().evaluate_both().decide()
    else:
        case.accept().assign().evaluate_both()
        people.district, former = other, people.district
        case.decide()
        people.district = former
    case.notice()
    objection = file_objection(actor=None, entry=case.row.notice_entry, text="混装", now=case.now)
    answer = {"objection": objection, "answer": "已核查", "is_upheld": False, "now": case.now}
    none_of((other, people.district), "cells.objection", answer_objection, **answer)
    assert "cells.objection" in kinds_for(people.deputy)
    answer_objection(actor=people.deputy, **answer)
    case._fresh().later(days=20)
    none_of((other, people.district), "cells.certify", issue_certificate, application=case.row, now=case.now)
    case.certify()
    changed = {"certificate": case.certificate, "reason": "查实", "now": case.now}
    none_of((other, people.district), "", suspend_certificate, withdraw_certificate, **changed)
    assert suspend_certificate(actor=people.deputy, **changed).state == "suspended"


def gone_up() -> list[str]:
    rows = Task.objects.waiting().filter(role=Role.SECURITY_ADMINISTRATOR)
    return sorted(f"{row.kind}: {row.text}" for row in rows)


def test_where_no_reviewer_is_left_it_goes_up_and_says_so(case, people):
    people.deputy.grants.all().delete()
    case.accept().assign().evaluate_both().decide().notice()
    unit = case.organisation.name
    words = f"没有审核人员可以为 {unit} 办理下一步：请另行指定"
    assert gone_up() == [f"cells.certify: {words}"]
    file_objection(actor=None, entry=case.row.notice_entry, text="混装", now=case.now)
    assert gone_up() == [f"cells.certify: {words}", f"cells.objection: {words}"]
    assert not kinds_for(people.district)


def test_where_the_only_officer_filled_in_it_goes_up(case, people):
    """F4: nothing is handed in that waits for nobody."""
    case.organisation.memberships.create(user=people.officer, joined_at=case.now)
    case.accept().assign().evaluate_both().decide("")
    case.row = start_application(actor=case.member, organisation=case.organisation, now=case.now)
    case.fill().submit()
    assert gone_up() == [f"cells.prereview: 没有街道人员可以初审 {case.organisation.name}：请为该街道另行指定"]
