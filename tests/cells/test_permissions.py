"""Role x step x state, literally: who may take which step, and from where."""

import pytest

from cells.enums import ApplicationStatus, StepName
from cells.permissions import can_manage_certificates, can_take, has_conflict, is_right_person
from tests.cells.test_workflow import EDGES
from tests.factories.accounts import UserFactory
from tests.factories.cells import Case, area

pytestmark = pytest.mark.django_db

# The one person of the cast who may take a step; nobody else may, anonymous objectors apart.
WHO = {
    "submit": "member",
    "resubmit": "member",
    "withdraw": "member",
    "prereview_accept": "officer",
    "prereview_return": "officer",
    "prereview_refuse": "officer",
    "lapse": "officer",
    "accept": "district deputy",
    "decline": "district deputy",
    "assign": "district deputy",
    "assign_more": "district deputy",
    "evaluate": "first second",
    "finish_evaluation": "first second",
    "call_again": "district deputy",
    "grant": "district deputy",
    "refuse": "district deputy",
    "open_notice": "district deputy",
    "object": "member officer other_officer first second third district deputy resident",
    # Whoever accepted the file is out of these: at this stage that is "district".
    "dismiss_objection": "deputy",
    "uphold_objection": "deputy",
    "certify": "deputy",
    "reopen": "district deputy",
    "reconsider": "deputy",
    # Nobody has refused yet.
    "resume": "district deputy",
    "readmit": "district deputy",
}


@pytest.fixture
def cast(case, people):
    case.to(ApplicationStatus.EVALUATING)
    return {"member": case.member, **vars(people)}


def test_acl_04_every_step_in_every_state_for_everyone(case, cast):
    """ACL-04: only the drawn edges are open, each to its people."""
    for name in StepName:
        for person, user in cast.items():
            right = person in WHO[name].split()
            assert is_right_person(user, name, case.row) is right, (name, person)
    drawn = {(source, step) for source, step, _target, _actor in EDGES}
    for status in ApplicationStatus:
        case.row.status = status
        for name in StepName:
            open_to = {person for person, user in cast.items() if can_take(user, name, case.row)}
            expected = set(WHO[name].split()) if (status, name) in drawn else set()
            assert open_to == expected, (status, name)


def test_rev_04_a_second_role_gives_no_second_signature(case, people, cast):
    """REV-04: who evaluates does not decide, even when granted the role."""
    people.first.grants.create(role="district_reviewer")
    vars(people.first).pop("held", None)
    assert not is_right_person(people.first, StepName.GRANT, case.row)
    people.district.grants.create(role="evaluator")
    vars(people.district).pop("held", None)
    assert not is_right_person(people.district, StepName.EVALUATE, case.row)


@pytest.mark.parametrize("tie", ["member", "street"])
def test_nobody_judges_the_own_side(case, people, cast, now, tie):
    for person in (people.officer, people.district, people.first):
        if tie == "member":
            case.organisation.memberships.create(user=person, joined_at=now)
        elif person is not people.officer:
            person.grants.create(role="street_officer", area=area())
        vars(person).pop("held", None)
        assert has_conflict(person, case.organisation)
    steps = {people.district: StepName.GRANT, people.first: StepName.EVALUATE}
    steps |= {people.officer: StepName.PREREVIEW_ACCEPT} if tie == "member" else {}
    assert not [step for person, step in steps.items() if is_right_person(person, step, case.row)]
    assert not can_manage_certificates(people.district, case.organisation)


def test_a_stranger_may_only_object(case):
    nobody = UserFactory()
    case.row.status = ApplicationStatus.IN_NOTICE
    assert [name for name in StepName if can_take(nobody, name, case.row)] == [StepName.OBJECT]


def test_membership_is_of_one_unit(people, now, case):
    other = Case(people, now)
    assert not is_right_person(other.member, StepName.SUBMIT, case.row)
