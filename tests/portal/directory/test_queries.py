from datetime import date

import pytest
from django.db import IntegrityError

from portal.directory.models import AreaKind, Community, Plan
from portal.directory.queries import (
    current_plan,
    has_passed,
    is_provisional,
    passed_before,
    towns_and_streets,
    workday_exceptions,
    year_is_known,
)
from tests.factories.directory import AreaFactory, CalendarDayFactory, CommunityFactory, DepartmentFactory
from tests.portal.directory.test_workdays import LIST_2031

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_workday_exceptions():
    day = CalendarDayFactory(date=TODAY, is_workday=False)
    CalendarDayFactory(date=date(2026, 11, 22), is_workday=True)
    assert workday_exceptions() == {TODAY: False, date(2026, 11, 22): True}
    assert str(day) == "2026-11-24"


def test_a_year_is_known_once_its_list_is_there():
    assert (year_is_known(2026), year_is_known(2031)) == (True, False)
    for day, works in LIST_2031.items():
        CalendarDayFactory(date=day, is_workday=works)
    assert year_is_known(2031)


def test_a_provisional_deadline_does_not_pass():
    assert (is_provisional(date(2026, 12, 31)), is_provisional(date(2027, 1, 4))) == (False, True)
    assert has_passed(date(2026, 12, 31), date(2027, 1, 1))
    assert not has_passed(date(2027, 1, 4), date(2027, 2, 1))
    assert (passed_before(TODAY), passed_before(date(2027, 2, 1))) == (TODAY, date(2027, 1, 1))


def test_towns_and_streets():
    street, town = AreaFactory(), AreaFactory(kind=AreaKind.TOWN)
    AreaFactory(kind=AreaKind.ZONE)
    AreaFactory(kind=AreaKind.DISTRICT)
    assert set(towns_and_streets()) == {street, town}


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "stands"),
    [
        (None, None, True),
        (TODAY, None, True),
        (None, TODAY, True),
        (date(2026, 11, 25), None, False),
        (None, date(2026, 11, 23), False),
    ],
)
def test_communities_stand_between_their_dates(valid_from, valid_until, stands):
    CommunityFactory(valid_from=valid_from, valid_until=valid_until)
    assert Community.objects.standing_on(TODAY).exists() is stands


def test_a_community_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError):
        CommunityFactory(valid_from=TODAY, valid_until=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2021, 12, 31), None), (date(2022, 1, 1), "old"), (date(2026, 1, 1), "old"), (date(2027, 1, 1), "new")],
)
def test_the_plan_in_force_or_the_last_one(day, code):
    Plan.objects.create(
        code="old", slug="old", base_year=2020, name="旧", starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31)
    )
    Plan.objects.create(
        code="new", slug="new", base_year=2025, name="新", starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
    )
    plan = current_plan(day)
    assert (plan and plan.code) == code


def test_departments_have_labels():
    assert DepartmentFactory(name="区教育局").label == "区教育局"
