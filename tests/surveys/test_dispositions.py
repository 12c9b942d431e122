import pytest

from surveys.dispositions import COMPLETE, NOT_ELIGIBLE, NOT_REACHED, OTHER, REFUSED, UNKNOWN, group_of, rates
from surveys.enums import CallOutcome

GROUPS = {
    COMPLETE: ["1.1"],
    REFUSED: ["2.11", "2.12"],
    NOT_REACHED: ["2.21", "2.22"],
    OTHER: ["2.32", "2.33"],
    UNKNOWN: ["3.11", "3.12", "3.13", "3.15"],
    NOT_ELIGIBLE: ["4.31", "4.51", "4.70"],
}


def test_every_outcome_of_a_call_belongs_to_one_group():
    assert {code: group for group, codes in GROUPS.items() for code in codes} == {
        code: group_of(code) for code in CallOutcome
    }


@pytest.mark.parametrize("code", ["", "5.1", "1", "1.3", "2", "complete", "2.4"])
def test_what_aapor_does_not_have_is_no_outcome(code):
    assert group_of(code) is None


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


def test_every_rate_that_aapor_numbers():
    """I 50, P 10, R 20, NC 15, O 5, unknown 40, not eligible 25: e = 100 / 125 = 0.8, so 32 of the 40 count in RR3."""
    found = rates({"1.1": 50, "1.2": 10, "2.11": 20, "2.21": 15, "2.32": 5, "3.13": 30, "3.21": 10, "4.31": 25})
    assert found.eligible == pytest.approx(0.8)
    by_hand = {
        "RR1": 50 / 140,
        "RR2": 60 / 140,
        "RR3": 50 / 132,
        "RR4": 60 / 132,
        "RR5": 50 / 100,
        "RR6": 60 / 100,
        "COOP1": 50 / 85,
        "COOP2": 60 / 85,
        "COOP3": 50 / 80,
        "COOP4": 60 / 80,
        "REF1": 20 / 140,
        "REF2": 20 / 132,
        "REF3": 20 / 100,
        "CON1": 85 / 140,
        "CON2": 85 / 132,
        "CON3": 85 / 100,
    }
    assert found.by_name == {name: pytest.approx(value) for name, value in by_hand.items()}
