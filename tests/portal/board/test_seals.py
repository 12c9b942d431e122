"""What a state rests on is guarded: the database refuses what would change it, and what was changed in spite is named."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from portal.accounts.models import Grant
from portal.accounts.roles import Role
from portal.administration.queries import altered_rows
from portal.board.figures.drift import drifts
from portal.board.operations import seal_plans, take_in_plan
from portal.board.triggers import GUARDS
from portal.directory.models import Area, Indicator, Plan
from portal.directory.plan import read_plan
from portal.ledger import guards
from portal.ledger.models import Entry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PLAN = "tianning-2022-2025"


@pytest.fixture
def taken_in(settings, now):
    records = read_plan(settings.DISTRICT.plan_folder)
    take_in_plan(actor=None, now=now, records=records)
    return records


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def found() -> list[tuple[str, str]]:
    return [(drift.subject, drift.what) for drift in drifts()]


def of_indicator(number: int) -> str:
    return f"directory.indicator:{PLAN}/{number}"


# What was done, and the row that the alarm names with what is wrong of it.
TAMPERINGS = {
    "target of 23": ("UPDATE directory_indicator SET target_value = 30 WHERE number = 23", of_indicator(23), "record"),
    "star of 2": ("UPDATE directory_indicator SET mandatory = FALSE WHERE number = 2", of_indicator(2), "record"),
    "departments of 2": (
        "DELETE FROM directory_indicator_departments WHERE indicator_id IN (SELECT id FROM directory_indicator WHERE number = 2)",
        of_indicator(2),
        "record",
    ),
    "which figure decides 52": (
        "UPDATE directory_indicator SET decided_by = 'outside' WHERE number = 52",
        of_indicator(52),
        "record",
    ),
    "groups of 51": ("UPDATE directory_indicator SET groups = '[]' WHERE number = 51", of_indicator(51), "record"),
    "end of the plan": (
        f"UPDATE directory_plan SET ends_on = '2027-12-31' WHERE code = '{PLAN}'",
        f"directory.plan:{PLAN}",
        "record",
    ),
    "money of project 6": (
        "UPDATE directory_planproject SET investment_wan_yuan = 55 WHERE number = 6",
        f"directory.project:{PLAN}/6",
        "record",
    ),
    "quota": (
        "UPDATE directory_area SET quarterly_event_quota = 1 WHERE code = 'hongmei'",
        "directory.area:hongmei",
        "record",
    ),
    "name of a department": (
        "UPDATE directory_department SET name = '别的局' WHERE code = 'env'",
        "directory.department:env",
        "record",
    ),
    "a task's words": (
        "UPDATE directory_plantask SET content = '' WHERE number = '7.2'",
        f"directory.task:{PLAN}/7.2",
        "record",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_is_changed_past_the_portal_is_found_and_named(taken_in, name):
    assert found() == []
    sql, subject, what = TAMPERINGS[name]
    guards.remove(connection, GUARDS)
    run(sql)
    guards.install(connection, GUARDS)
    assert found() == [(subject, what)]


def test_a_superuser_and_a_grant_that_nobody_gave_are_found():
    clever, granted = UserFactory(is_superuser=True), UserFactory()
    Grant.objects.create(user=granted, role=Role.DISTRICT_ADMINISTRATOR)
    assert set(altered_rows()) == {
        (f"accounts.user:{clever.public_id}", "superuser"),
        (f"accounts.user:{granted.public_id}", "record"),
    }


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE directory_indicator SET target_value = 30 WHERE number = 23",
        f"UPDATE directory_plan SET ends_on = '2027-12-31' WHERE code = '{PLAN}'",
        "UPDATE directory_planproject SET investment_wan_yuan = 55 WHERE number = 6",
        "UPDATE directory_plantask SET content = '' WHERE number = '7.2'",
        f"DELETE FROM directory_plan WHERE code = '{PLAN}'",
    ],
)
def test_the_database_refuses_what_would_change_a_plan(taken_in, sql):
    with pytest.raises(IntegrityError, match="next edition"), transaction.atomic():
        run(sql)


def test_an_edited_table_of_the_plan_stands_on_the_ledger(taken_in, now):
    """S1-6: the target of 23 could be made 30 by load_plan without a word."""
    before = Entry.objects.filter(action="plan.seal").count()
    take_in_plan(actor=None, now=now, records=taken_in)
    assert Entry.objects.filter(action="plan.seal").count() == before
    rows = tuple(replace(row, target_value=Decimal(30)) if row.number == 23 else row for row in taken_in.indicators)
    take_in_plan(actor=None, now=now, records=replace(taken_in, indicators=rows))
    entry = Entry.objects.filter(action="plan.seal").order_by("sequence").last()
    assert set(entry.after["rows"]) == set(entry.before["rows"]) == {f"indicator:{PLAN}/23"}
    assert Indicator.objects.get(number=23).edition == 2
    assert found() == []


def test_a_trial_writes_nothing(settings, now):
    records = read_plan(settings.DISTRICT.plan_folder)
    counts = take_in_plan(actor=None, now=now, records=records, is_trial=True)
    assert counts["indicators"].created == 52
    assert not Plan.objects.exists()
    assert not Entry.objects.exists()


def test_a_quota_that_the_district_sets_is_known(taken_in, now):
    Area.objects.filter(code="hongmei").update(quarterly_event_quota=4)
    seal_plans(actor=UserFactory(), now=now, about="directory.area:hongmei")
    assert found() == []
