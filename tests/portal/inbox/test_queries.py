from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.inbox.queries import tasks_for, waiting_count
from portal.inbox.results import task_rows, urgency_of
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.directory import AreaFactory
from tests.factories.inbox import TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def places():
    return {"here": AreaFactory(), "there": AreaFactory(), None: None}


@pytest.mark.parametrize(
    ("grant_role", "grant_place", "task_role", "task_place", "sees"),
    [
        (Role.STREET_OFFICER, "here", Role.STREET_OFFICER, "here", True),
        (Role.STREET_OFFICER, "here", Role.STREET_OFFICER, "there", False),
        (Role.STREET_OFFICER, "here", Role.STREET_OFFICER, None, True),
        (Role.STREET_OFFICER, "here", Role.EVALUATOR, None, False),
        (Role.DISTRICT_REVIEWER, None, Role.DISTRICT_REVIEWER, None, True),
        (Role.DISTRICT_REVIEWER, None, Role.DISTRICT_REVIEWER, "here", True),
        (Role.AUDITOR, None, Role.DISTRICT_REVIEWER, None, False),
    ],
)
def test_a_roles_tasks_reach_who_holds_it_in_that_place(
    now, places, grant_role, grant_place, task_role, task_place, sees
):
    grant = GrantFactory(role=grant_role, area=places[grant_place])
    TaskFactory(role=task_role, area=places[task_place], now=now)
    assert tasks_for(grant.user).exists() is sees


def test_my_tasks_are_mine(now):
    me, other = UserFactory(), UserFactory()
    task = TaskFactory(user=me, now=now)
    TaskFactory(user=other, now=now)
    assert list(tasks_for(me)) == [task]
    assert waiting_count(me) == 1


def test_strangers_and_closed_accounts_see_no_roles_tasks(now):
    user = UserFactory(is_active=False)
    GrantFactory(user=user, role=Role.EVALUATOR)
    TaskFactory(role=Role.EVALUATOR, now=now)
    assert not tasks_for(User.objects.get(pk=user.pk)).exists()
    assert waiting_count(AnonymousUser()) == 0


def test_the_nearest_deadline_comes_first_and_no_deadline_last(now):
    user = UserFactory()
    dates = [None, date(2026, 12, 2), date(2026, 11, 20)]
    for due_on in dates:
        TaskFactory(user=user, due_on=due_on, now=now)
    assert [task.due_on for task in tasks_for(user)] == [date(2026, 11, 20), date(2026, 12, 2), None]


@pytest.mark.parametrize(
    ("due_on", "state"),
    [
        (None, "none"),
        (date(2026, 11, 23), "not_met"),
        (TODAY, "watch"),
        (date(2026, 11, 27), "watch"),
        (date(2026, 11, 28), "information"),
    ],
)
def test_urgency(due_on, state):
    assert urgency_of(due_on, TODAY, TODAY)[0] == state


def test_rows_cost_no_more_queries_for_more_tasks(now, django_assert_num_queries):
    user = UserFactory()
    area = AreaFactory()
    GrantFactory(user=user, role=Role.STREET_OFFICER, area=area)
    for _ in range(20):
        TaskFactory(role=Role.STREET_OFFICER, area=area, now=now)
    with django_assert_num_queries(2):
        rows = task_rows(tasks_for(user), TODAY)
        assert {row.area.label for row in rows} == {area.name}
