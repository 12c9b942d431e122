"""Role x step x state, written out: what is not in this table is refused."""

import pytest

from campaigns.enums import EventState, Step
from campaigns.permissions import can_take
from campaigns.workflow import EVENTS
from portal.accounts.roles import Role
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.campaigns import AreaFactory, EventFactory
from tests.factories.campaigns import officer as an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OWN_OFFICER = {
    ("planned", "revise"),
    ("planned", "report"),
    ("planned", "withdraw"),
    ("held", "resubmit"),
    ("held", "withdraw"),
    ("returned", "resubmit"),
    ("returned", "withdraw"),
}
REVIEWER = {
    ("held", "verify"),
    ("held", "return"),
    ("held", "withdraw"),
    ("returned", "withdraw"),
    ("verified", "withdraw"),
}
ALLOWED = {"own officer": OWN_OFFICER, "other officer": set(), Role.DISTRICT_REVIEWER: REVIEWER}
OTHERS = [role for role in Role if role not in {Role.STREET_OFFICER, Role.DISTRICT_REVIEWER}]


def person(who):
    if who == "own officer":
        return an_officer(AreaFactory())
    if who == "other officer":
        return an_officer(AreaFactory(code="zhenglu"))
    if who in {Role.RESIDENT, Role.UNIT_MEMBER}:
        return UserFactory()
    if who == Role.DEPARTMENT_OFFICER:
        department = GrantFactory._meta.model._meta.get_field("department").related_model
        return GrantFactory(role=who, department=department.objects.create(code="env", name="区生态环境局")).user
    return GrantFactory(role=who).user


@pytest.mark.parametrize("state", EventState.values)
@pytest.mark.parametrize("who", [*ALLOWED, *OTHERS])
def test_who_may_do_what_in_which_state(who, state):
    event, user = EventFactory(state=state), person(who)
    allowed = {
        step.name for step in EVENTS.open_steps(state) if can_take(user, step.name, area=event.area, event=event)
    }
    assert allowed == {step for known, step in ALLOWED.get(who, set()) if known == state}


@pytest.mark.parametrize("step", [Step.PLAN, Step.REPORT])
def test_only_the_own_officer_enters_a_new_event(step):
    area = AreaFactory()
    assert can_take(an_officer(area), step, area=area)
    assert not can_take(an_officer(AreaFactory(code="zhenglu")), step, area=area)
    assert not can_take(GrantFactory(role=Role.DISTRICT_REVIEWER).user, step, area=area)


def test_nobody_verifies_what_they_entered_or_reported():
    user = GrantFactory(role=Role.DISTRICT_REVIEWER).user
    assert not can_take(user, Step.VERIFY, area=None, event=EventFactory(state="held", created_by=user))
    event = EventFactory(state="held")
    event.reported_by = user
    assert not can_take(user, Step.RETURN, area=None, event=event)
