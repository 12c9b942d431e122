"""Role by step, literally."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts.roles import STAFF_ROLES, Role
from surveys import permissions
from surveys.enums import EstimateState, WaveState
from surveys.models import Estimate
from tests.factories import surveys as factory
from tests.factories.accounts import UserFactory

ADMINISTRATOR, REVIEWER = Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER
OFFICER, DEPARTMENT = Role.STREET_OFFICER, Role.DEPARTMENT_OFFICER

WHO_MAY = {
    ("open", WaveState.PLANNED): {ADMINISTRATOR},
    ("open", WaveState.OPEN): set(),
    ("open", WaveState.CLOSED): set(),
    ("close", WaveState.PLANNED): set(),
    ("close", WaveState.OPEN): {ADMINISTRATOR},
    ("close", WaveState.CLOSED): set(),
    ("reply", WaveState.OPEN): set(),
    ("reply", WaveState.CLOSED): {ADMINISTRATOR, DEPARTMENT},
    ("prepare", WaveState.PLANNED): set(),
    ("prepare", WaveState.OPEN): set(),
    ("prepare", WaveState.CLOSED): {ADMINISTRATOR, REVIEWER, DEPARTMENT},
}
STEPS = {
    "open": permissions.can_open_wave,
    "close": permissions.can_close_wave,
    "reply": permissions.can_reply,
    "prepare": permissions.can_prepare,
}


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_steps_of_a_wave(db, role):
    user = factory.staff(role)
    for (step, state), allowed in WHO_MAY.items():
        wave = factory.WaveFactory.build(state=state, survey=factory.SurveyFactory.build(), version=None)
        assert STEPS[step](user, wave) is (role in allowed), (step, state)


def test_strangers_and_residents_may_answer_and_nothing_else(db):
    for user in (AnonymousUser(), UserFactory()):
        assert permissions.can_answer(user)
        assert not permissions.can_add_place(user, factory.AreaFactory())


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_may_not_answer(db, role):
    assert not permissions.can_answer(factory.staff(role))


def test_officer_makes_codes_in_the_own_street_only(db):
    hongmei, lanling = factory.AreaFactory(), factory.AreaFactory(code="lanling", name="兰陵街道")
    officer = factory.staff(OFFICER, hongmei)
    assert permissions.can_add_place(officer, hongmei)
    assert not permissions.can_add_place(officer, lanling)
    assert permissions.can_assist(officer, hongmei)
    assert permissions.can_add_place(factory.staff(ADMINISTRATOR), lanling)
    assert not permissions.can_add_place(factory.staff(DEPARTMENT), lanling)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_second_person_is_another_person_of_the_right_role(db, role):
    first, second = factory.staff(role), factory.staff(role)
    prepared = Estimate(state=EstimateState.PREPARED, prepared_by=first)
    assert not permissions.can_decide_estimate(first, prepared)
    assert permissions.can_decide_estimate(second, prepared) is (role in {ADMINISTRATOR, REVIEWER})
    published = Estimate(state=EstimateState.PUBLISHED, prepared_by=first)
    assert not permissions.can_decide_estimate(second, published)
