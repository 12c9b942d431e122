"""The pool, and who is too close: the same rule from both sides, in lists, tasks and steps."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cells.enums import ApplicationStatus as Status
from cells.models import Expert
from cells.operations.evaluation import assign_evaluators
from cells.operations.experts import declare_interest, enlist_expert, set_availability
from cells.permissions import has_conflict, people_close_to
from cells.queries.applications import assigned_applications, district_applications
from cells.queries.experts import eligible_evaluators, proposed_evaluators
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.inbox.queries import tasks_for
from portal.procedure.deadlines import day_of
from tests.factories.cells import Case, area, expert, granted, member_of
from tests.refusals import refused

pytestmark = pytest.mark.django_db
FIELDS = {
    "field": "物业",
    "employer": "演示 大学",
    "employer_code": "",
    "area": None,
    "term_from": date(2026, 1, 1),
    "term_until": date(2027, 12, 31),
    "is_available": True,
}


def close_people(case):
    """One for each way of being too close."""
    helper = granted(Role.EVALUATOR)
    case.row.answers.update(updated_by=helper)
    declared = expert()
    declare_interest(actor=declared, credit_code=case.organisation.credit_code, reason="家人任职", now=case.now)
    both = member_of(case.organisation, case.now)
    both.grants.create(role=Role.EVALUATOR)
    return [
        both,
        helper,
        declared,
        expert(employer=case.organisation.name),
        expert(employer_code=case.organisation.credit_code),
        expert(area=case.organisation.area),
        case.people.officer,
    ]


def test_too_close_is_one_rule_from_both_sides(case, people):
    case.to(Status.ACCEPTED)
    close = close_people(case)
    for person in User.objects.all():
        expected = person in close or person == case.member
        assert has_conflict(person, case.organisation) is expected, person
        found = User.objects.filter(people_close_to(case.organisation), pk=person.pk).exists()
        assert found is expected, person
    offered = eligible_evaluators(case.row, on=day_of(case.now))
    assert set(offered) == {people.first, people.second, people.third}


def test_only_the_pool_is_offered_and_the_least_busy_are_proposed(case, people):
    case.to(Status.EVALUATING)
    other = Case(people, case.now).to(Status.ACCEPTED)
    today = day_of(case.now)
    outside = [granted(Role.EVALUATOR), expert(term_until=date(2025, 1, 1)), expert(term_from=date(2030, 1, 1))]
    set_availability(actor=people.second, is_available=False, now=case.now)
    offered = list(eligible_evaluators(other.row, on=today))
    assert offered == [people.third, people.first]
    assert proposed_evaluators(other.row, on=today) == offered
    assert proposed_evaluators(other.row, on=today, without=people.third) == [people.first]
    assert proposed_evaluators(case.row, on=today) == [people.third]
    for person in (*outside, people.second, people.resident):
        with pytest.raises(PermissionDenied):
            assign_evaluators(
                actor=people.district,
                application=other.row,
                evaluators=[people.third, person],
                revision=other.row.revision,
                now=case.now,
            )


def test_a_declared_interest_closes_the_file_and_asks_for_another(case, people):
    case.to(Status.EVALUATING)
    code = case.organisation.credit_code
    declare_interest(actor=people.first, credit_code=code, reason="2025 年提供过咨询", now=case.now)
    assert not assigned_applications(people.first).exists()
    assert case.row.assignments.get(evaluator=people.first).state == "recused"
    assert [task.kind for task in tasks_for(people.district)] == ["cells.assign"]
    assert not tasks_for(people.first).exists()
    with refused("unfit"):
        declare_interest(actor=people.first, credit_code=code, reason="x", now=case.now)
    with pytest.raises(PermissionDenied):
        declare_interest(actor=people.district, credit_code=code, reason="x", now=case.now)


def test_rev_04_excluded_reviewers_hear_of_the_case_nowhere(case, people):
    """ACL, REV-04: no list, no task, no count; the others hear of it as ever."""
    tied = member_of(case.organisation, case.now)
    tied.grants.create(role=Role.DISTRICT_REVIEWER)
    double = expert()
    double.grants.create(role=Role.DISTRICT_REVIEWER)
    case.to(Status.PREREVIEWED)
    assert [task.kind for task in tasks_for(people.district)] == ["cells.accept"]
    assert not tasks_for(tied).filter(kind="cells.accept").exists()
    assert not district_applications(tied).exists()
    assert district_applications(double).exists()
    case.accept()
    assign_evaluators(
        actor=people.district,
        application=case.row,
        evaluators=[people.first, double],
        revision=case.row.revision,
        now=case.now,
    )
    assert not district_applications(double).exists()
    case._fresh().evaluate(people.first).evaluate(double)
    assert [task.kind for task in tasks_for(people.district)] == ["cells.decide"]
    assert not tasks_for(double).exists()
    assert not district_applications(double).exists()


def test_the_district_keeps_the_pool_and_nobody_enlists_himself(people, now):
    newcomer = granted(Role.EVALUATOR)
    row = enlist_expert(actor=people.district, user=newcomer, fields=FIELDS, now=now)
    enlist_expert(actor=people.district, user=newcomer, fields=FIELDS | {"field": "餐厨", "area": area()}, now=now)
    assert Expert.objects.get(pk=row.pk).field == "餐厨"
    people.first.grants.create(role=Role.DISTRICT_REVIEWER)
    for actor, user in ((people.first, people.first), (people.officer, newcomer), (people.district, people.officer)):
        with pytest.raises(PermissionDenied):
            enlist_expert(actor=actor, user=user, fields=FIELDS, now=now)
