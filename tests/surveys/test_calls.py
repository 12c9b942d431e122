import pytest

from surveys.calls import COMPLETE, NOT_ELIGIBLE, NOT_REACHED, OTHER, REFUSED, UNKNOWN, rates
from surveys.enums import CallOutcome


def test_every_outcome_belongs_to_one_group():
    groups = (COMPLETE, REFUSED, NOT_REACHED, OTHER, UNKNOWN, NOT_ELIGIBLE)
    assert sorted(code for group in groups for code in group) == sorted(CallOutcome)


def test_rates_as_worked_by_hand():
    found = rates({"1.1": 40, "2.11": 20, "2.12": 5, "2.21": 10, "2.33": 5, "3.13": 15, "3.12": 5, "4.31": 50})
    assert found.calls == 150
    assert found.response == pytest.approx(40 / 100)
    assert found.cooperation == pytest.approx(40 / 70)
    assert found.refusal == pytest.approx(25 / 100)
    assert found.contact == pytest.approx(70 / 100)


def test_no_rate_where_nobody_could_be_reached():
    found = rates({"4.31": 3})
    assert (found.calls, found.response, found.cooperation, found.refusal, found.contact) == (3, None, None, None, None)
