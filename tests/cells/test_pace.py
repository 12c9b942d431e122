"""What an applicant is told of the queue: true, and nothing when it would say too much."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.queries import pace
from tests.factories.cells import Case, area

MONDAY = date(2026, 6, 1)


def spans(*weeks):
    return [(MONDAY, MONDAY + timedelta(weeks=number)) for number in weeks]


def test_eight_of_ten_files_lie_between():
    """A tenth is left out at either end; five working days a week, less the Dragon Boat holiday of 19 June."""
    assert pace.usual_workdays(spans(*[2] * 8, 1, 1, 20, 2), {}) == (5, 10)
    assert pace.usual_workdays(spans(*range(1, 12)), {date(2026, 6, 19): True}) == (10, 50)


def test_too_few_say_nothing():
    assert pace.usual_workdays(spans(*[2] * (pace.LEAST - 1)), {}) is None


def test_a_year_without_its_list_counts_by_weekdays():
    assert pace.usual_workdays([(date(2050, 1, 3), date(2050, 2, 3))] * 12, {}) == (23, 23)


@pytest.mark.django_db
def test_the_queue_is_the_desks_own(case, people, client_of, at):
    case.to(Status.SUBMITTED)
    elsewhere = Case(people, case.now, area=area("lanling")).fill()
    elsewhere.submit()
    second = Case(people, case.now).later(hours=1).fill()
    second.submit()
    assert [pace.waiting_before(row.row) for row in (case, elsewhere, second)] == [0, 0, 1]
    assert pace.decided_spans() == []
    at(second.now)
    text = client_of(second.member).get(reverse("cells:application-show", args=[second.row.public_id])).content.decode()
    assert "前面还有 1 份" in text
    for step in ("prereview", "accept", "assign", "evaluate_both", "decide"):
        getattr(case, step)()
    assert pace.decided_spans() == [(case.now.date(), case.now.date())]
    assert pace.waiting_before(case.row) is None
