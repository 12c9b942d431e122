"""A change in SQL past the ledger is found, by the search for broken invariants and by `verify_ledger`."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from campaigns.models import Event
from campaigns.operations import report_event, verify_event
from cells.models import Certificate, CriterionScore
from cells.triggers import GUARDS
from portal.accounts.models import Grant, User
from portal.accounts.roles import Role
from portal.administration.operations import create_staff_account, grant_role, revoke_role
from portal.ledger import guards
from portal.ledger.queries import subject_key
from portal.upkeep.queries.invariants import broken as breaks
from tests.factories.campaigns import AreaFactory, filing, officer, reviewer
from tests.factories.cells import Case, People

LONG = dt.timedelta(hours=4)
pytestmark = pytest.mark.django_db


def broken(now) -> set[str]:
    """What I4 and I5 find, by subject."""
    found = [row for name in ("I4", "I5") for row in breaks(name, now)]
    return {row.removesuffix(":record") for row in found}


def verified() -> str:
    try:
        call_command("verify_ledger")
    except CommandError as error:
        return str(error)
    return ""


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


@pytest.fixture
def event(now):
    area = AreaFactory()
    found = report_event(
        actor=officer(area), now=now, area=area, filing=filing(starts_at=now - LONG, ends_at=now - LONG / 2)
    )
    return verify_event(actor=reviewer(), now=now, event=found)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("people_reached", 4000),
        ("counting", "estimated"),
        ("starts_at", dt.datetime(2026, 8, 1, 1, tzinfo=dt.UTC)),
        ("late", True),
        ("state", "held"),
    ],
)
def test_an_event_that_was_changed(event, now, column, value):
    assert subject_key(event) not in broken(now)
    assert subject_key(event) not in verified()
    sql(f"UPDATE campaigns_event SET {column} = %s WHERE id = %s", value, event.pk)
    assert subject_key(event) in broken(now)
    assert subject_key(event) in verified()


def test_an_event_that_nobody_filed(event, now):
    copy = Event.objects.get(pk=event.pk)
    copy.pk, copy.public_id = None, "00000000-0000-4000-8000-000000000007"
    Event.objects.bulk_create([copy])
    assert subject_key(copy) in broken(now)


@pytest.fixture
def certificate(now):
    case = Case(People(), now).to("certified")
    return Certificate.objects.get(application=case.row)


@pytest.mark.parametrize(
    ("column", "value"), [("holder", "另一家单位"), ("level", "leading"), ("valid_until", dt.date(2039, 1, 1))]
)
def test_a_certificate_that_was_changed(certificate, now, column, value):
    assert subject_key(certificate) not in broken(now)
    sql(f"UPDATE cells_certificate SET {column} = %s WHERE id = %s", value, certificate.pk)
    assert subject_key(certificate) in broken(now)
    assert subject_key(certificate) in verified()


def test_a_certificate_that_was_given_to_another_unit(certificate, now):
    other = Case(People(), now).organisation
    sql("UPDATE cells_certificate SET organisation_id = %s WHERE id = %s", other.pk, certificate.pk)
    assert subject_key(certificate) in broken(now)


def test_a_mark_that_was_changed_although_nothing_guards_it(certificate, now):
    score = CriterionScore.objects.filter(evaluation__assignment__application=certificate.application).first()
    guards.remove(connection, GUARDS)
    sql("UPDATE cells_criterionscore SET note = %s WHERE id = %s", "改", score.pk)
    guards.install(connection, GUARDS)
    assert subject_key(certificate.application) in verified()


@pytest.fixture
def person(now) -> User:
    user = create_staff_account(actor=None, now=now, username="wang.fang", name="王芳")
    grant_role(actor=None, now=now, user=user, role=Role.EVALUATOR)
    grant_role(actor=None, now=now, user=user, role=Role.STREET_OFFICER, area=AreaFactory())
    return user


def test_roles_that_were_given_and_taken_hold(person, now):
    assert subject_key(person) not in broken(now)
    revoke_role(actor=None, now=now, grant=person.grants.get(role=Role.EVALUATOR), reason="离任")
    assert subject_key(person) not in broken(now)
    grant_role(actor=None, now=now, user=person, role=Role.EVALUATOR)
    assert subject_key(person) not in broken(now)


def test_a_role_that_nobody_gave(person, now):
    Grant.objects.bulk_create([Grant(user=person, role=Role.DISTRICT_REVIEWER)])
    assert subject_key(person) in broken(now)
    assert subject_key(person) in verified()


def test_a_role_that_nobody_took(person, now):
    sql("DELETE FROM accounts_grant WHERE user_id = %s AND role = %s", person.pk, Role.EVALUATOR.value)
    assert subject_key(person) in broken(now)


def test_a_role_that_was_moved_to_another_street(person, now):
    area = AreaFactory(code="zhenglu")
    sql("UPDATE accounts_grant SET area_id = %s WHERE user_id = %s AND role = 'street_officer'", area.pk, person.pk)
    assert subject_key(person) in broken(now)


def test_a_role_that_was_moved_to_another_person(person, now):
    other = create_staff_account(actor=None, now=now, username="li.si", name="李四")
    sql("UPDATE accounts_grant SET user_id = %s WHERE user_id = %s AND role = 'evaluator'", other.pk, person.pk)
    assert {subject_key(person), subject_key(other)} <= broken(now)


def test_officers_are_named_by_opaque_ids_alone(person, now):
    Grant.objects.bulk_create([Grant(user=person, role=Role.AUDITOR)])
    assert "王芳" not in verified()
    assert "wang.fang" not in verified()
