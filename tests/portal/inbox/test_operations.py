from datetime import date

import pytest

from portal.accounts.roles import Role
from portal.inbox.operations import close_tasks, open_task
from portal.inbox.queries import tasks_for
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_task_waits_for_its_person_until_it_is_closed(now):
    user, subject = UserFactory(), UserFactory()
    open_task(
        kind="application.amend",
        title="Amend %(unit)s",
        values={"unit": "甲单位"},
        subject=subject,
        link="/cells/1/",
        due_on=date(2026, 12, 1),
        now=now,
        user=user,
    )
    (task,) = tasks_for(user)
    assert (task.text, task.role) == ("Amend 甲单位", "")
    assert not tasks_for(subject)
    assert close_tasks(subject=subject, now=now) == 1
    assert not tasks_for(user)
    assert Role.AUDITOR
