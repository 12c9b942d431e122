"""How far evaluators agree."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.results.agreement import FEWEST, Judged, agreement_of
from tests.factories.cells import Case

LEVELS = 2


def case_of(*scores):
    names = "abcdefg"
    return [Judged(names[place], score, 2 if score >= 90 else 1) for place, score in enumerate(scores)]


def test_perfect_agreement_is_one_and_nobody_is_lenient():
    found = agreement_of([case_of(92.0, 92.0), case_of(81.0, 81.0), case_of(85.0, 85.0)], LEVELS)
    assert (found.cases, found.kappa, found.alpha) == (3, 1.0, 1.0)
    assert [(item.value, item.interval) for item in found.leniencies] == [(0.0, (0.0, 0.0))] * 2


def test_leniency_is_the_mean_difference_with_its_uncertainty():
    found = agreement_of([case_of(90.0, 86.0), case_of(95.0, 89.0), case_of(88.0, 86.0)], LEVELS)
    generous, strict = found.leniencies
    assert generous.value == pytest.approx(4.0)
    assert strict.value == pytest.approx(-4.0)
    # Differences 4, 6, 2: standard deviation 2, Student's quantile for two degrees of freedom 4.3027.
    assert generous.interval == pytest.approx((4 - 4.3027 * 2 / 3**0.5, 4 + 4.3027 * 2 / 3**0.5), abs=1e-3)
    assert found.icc is not None


def test_third_evaluations_count_for_alpha_and_leniency():
    found = agreement_of([case_of(90.0, 80.0, 85.0), case_of(91.0, 81.0)], LEVELS)
    assert [(item.evaluator, item.cases) for item in found.leniencies] == [("a", 2), ("b", 2), ("c", 1)]
    assert all(item.value is None for item in found.leniencies if item.cases < FEWEST)


def test_nothing_to_compare_is_said_so():
    found = agreement_of([], LEVELS)
    assert (found.cases, found.kappa, found.alpha, found.icc, found.leniencies) == (0, None, None, None, [])
    assert agreement_of([case_of(90.0)], LEVELS).cases == 0


@pytest.mark.django_db
def test_the_page_reads_what_was_frozen(case, people, client_of, at):
    client, address = client_of(people.district), reverse("cells:agreement-show")
    at(case.now)
    assert "样本太少" in client.get(address).content.decode()
    for number in range(3):
        (case if not number else Case(people, case.now)).to(Status.IN_NOTICE)
    page = client.get(address).content.decode()
    assert "3 件" in page
    assert str(people.first) in page
    batch = case.row.notice_entry.batch.code
    assert "1 件" in client.get(address, {"batch": batch}).content.decode()
    assert client.get(address, {"batch": "x"}).status_code == 200
