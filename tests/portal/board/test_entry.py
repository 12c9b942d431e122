"""One person enters, another publishes; a correction stands beside what it corrects."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.accounts.roles import Role
from portal.board.figures.contents import hash_of
from portal.board.models import Observation
from portal.board.operations import (
    approve_observation,
    decline_observation,
    enter_observation,
    revise_observation,
)
from portal.inbox.models import Task
from portal.ledger.queries import entries_about
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.board import DepartmentFactory, IndicatorFactory, ObservationFactory, entry, officer
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    return IndicatorFactory()


@pytest.fixture
def entered(indicator, now):
    return enter_observation(actor=officer(), now=now, indicator=indicator, entry=entry())


def actions(observation) -> list[str]:
    return [line.action for line in entries_about(observation)]


def test_an_entry_waits_and_is_in_the_ledger_with_its_hash(entered):
    assert entered in Observation.objects.waiting()
    assert entered not in Observation.objects.standing()
    line = entries_about(entered).get()
    assert line.action == "observation.enter"
    assert line.after == {"content_hash": hash_of(entered), "value": "97.2"}


def test_other_officers_of_the_department_are_asked_to_approve(indicator, now):
    colleague, stranger = officer(), officer(DepartmentFactory(code="urban", name="区城管局"))
    observation = enter_observation(actor=officer(), now=now, indicator=indicator, entry=entry())
    assert Task.objects.waiting().get().user == colleague
    assert str(observation.public_id) in Task.objects.get().link
    assert not Task.objects.filter(user=stranger).exists()


def test_where_there_is_no_colleague_the_district_is_asked(entered):
    assert Task.objects.waiting().get().role == Role.DISTRICT_ADMINISTRATOR


def test_another_person_publishes_and_the_task_is_done(entered, now):
    approved = approve_observation(actor=officer(), now=now, observation=entered)
    assert approved in Observation.objects.standing()
    assert actions(entered) == ["observation.enter", "observation.publish"]
    assert not Task.objects.waiting().exists()


def test_who_entered_does_not_publish(entered, now):
    with pytest.raises(PermissionDenied):
        approve_observation(actor=entered.entered_by, now=now, observation=entered)


def test_the_database_too_wants_two_persons(entered):
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=entered.pk).update(approved_by=entered.entered_by, approved_at=entered.entered_at)


def test_nothing_is_decided_twice(entered, now):
    decline_observation(actor=officer(), now=now, observation=entered, reason="缺少台账页码")
    with pytest.raises(PermissionDenied):
        approve_observation(actor=officer(), now=now, observation=entered)
    assert actions(entered)[-1] == "observation.decline"


def test_a_period_is_entered_once(entered, indicator, now):
    with refused("unfit", "更正"):
        enter_observation(actor=officer(), now=now, indicator=indicator, entry=entry(value=Decimal(98)))


@pytest.mark.parametrize("number", [41, 50, 51, 52])
def test_derived_figures_are_entered_by_nobody(number, now):
    with pytest.raises(PermissionDenied):
        enter_observation(actor=officer(), now=now, indicator=IndicatorFactory(number=number), entry=entry())


def test_only_departments_named_by_the_plan_enter(indicator, now):
    with pytest.raises(PermissionDenied):
        enter_observation(actor=officer(DepartmentFactory(code="urban")), now=now, indicator=indicator, entry=entry())
    administrator = UserFactory()
    GrantFactory(user=administrator, role=Role.DISTRICT_ADMINISTRATOR)
    assert enter_observation(actor=administrator, now=now, indicator=indicator, entry=entry()).pk


def test_a_correction_keeps_the_earlier_word(entered, now):
    approve_observation(actor=officer(), now=now, observation=entered)
    revision = revise_observation(
        actor=officer(), now=now, observation=entered, entry=entry(value=Decimal("96.8")), reason="台账补录"
    )
    assert list(Observation.objects.standing()) == [entered]
    approve_observation(actor=officer(), now=now, observation=revision)
    assert list(Observation.objects.standing()) == [revision]
    assert Observation.objects.get(pk=entered.pk).value == Decimal("97.2")
    assert (revision.revision_of, revision.period, revision.reason) == (entered, "2024", "台账补录")
    line = entries_about(revision).first()
    assert (line.action, line.reason) == ("observation.revise", "台账补录")
    assert line.before == {"content_hash": entered.content_hash}


def test_a_correction_after_one_sent_back_replaces_the_first(entered, now):
    approve_observation(actor=officer(), now=now, observation=entered)
    second = revise_observation(actor=officer(), now=now, observation=entered, entry=entry(), reason="更正")
    decline_observation(actor=officer(), now=now, observation=second, reason="无依据")
    third = revise_observation(actor=officer(), now=now, observation=second, entry=entry(), reason="附依据")
    approve_observation(actor=officer(), now=now, observation=third)
    assert list(Observation.objects.standing()) == [third]


def test_only_the_last_word_is_corrected(entered, now):
    with pytest.raises(PermissionDenied):
        revise_observation(actor=officer(), now=now, observation=entered, entry=entry(), reason="未审")
    approve_observation(actor=officer(), now=now, observation=entered)
    revise_observation(actor=officer(), now=now, observation=entered, entry=entry(), reason="一")
    with pytest.raises(PermissionDenied):
        revise_observation(actor=officer(), now=now, observation=entered, entry=entry(), reason="二")


@pytest.mark.parametrize(
    "wrong",
    [
        {"approved_by": None},
        {"indicator": None},
        {"measure": "outreach"},
        {"declined_at": "2026-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationFactory(content_hash="0" * 64, **wrong)


def test_the_database_refuses_a_second_first_word_and_a_correction_without_reason():
    held = ObservationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationFactory(indicator=held.indicator)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationFactory(indicator=held.indicator, revision_of=held, reason="")
