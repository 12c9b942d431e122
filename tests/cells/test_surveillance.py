"""Whom rechecks meet, and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cells.enums import PickReason
from cells.surveillance import Candidate, choose, drawn_at_random, months_between, quarter_of, reasons_for

DAY = date(2026, 11, 24)
QUIET = Candidate("TNWF-2026-0001", date(2026, 9, 1), date(2028, 9, 1), False, False, False, 0, Decimal(9))
RULES = {"day": DAY, "longest_months": 12}


def kinds(**fields):
    return [reason.kind for reason in reasons_for(replace(QUIET, **fields), **RULES)]


def test_each_risk_speaks_for_itself():
    assert kinds() == []
    assert kinds(seen_on=date(2025, 11, 24)) == [PickReason.INTERVAL]
    assert kinds(seen_on=date(2025, 11, 25)) == []
    assert kinds(is_due=True) == [PickReason.ENDING]
    assert kinds(was_rectified=True, was_objected=True) == [PickReason.RECTIFIED, PickReason.OBJECTED]
    assert (kinds(look_days=2), kinds(look_days=3)) == ([], [PickReason.LOOKS])
    assert (kinds(margin=Decimal(2)), kinds(margin=Decimal("1.99"))) == ([], [PickReason.MARGIN])


def test_every_reason_can_be_said():
    worst = replace(
        QUIET,
        seen_on=date(2020, 1, 1),
        is_due=True,
        was_rectified=True,
        was_objected=True,
        look_days=5,
        margin=Decimal(0),
    )
    for reason in reasons_for(worst, **RULES):
        label = str(PickReason(reason.kind).label)
        assert "%(" not in (label % reason.values if reason.values else label)


def test_quarters_and_months():
    days = [date(2026, month, 1) for month in (1, 3, 4, 12)]
    assert [quarter_of(day) for day in days] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert months_between(date(2025, 12, 1), date(2026, 2, 1)) == 2


@given(st.integers(0, 60), st.integers(0, 100), st.text(max_size=4))
def test_the_random_share_is_exact_repeatable_and_blind_to_order(count, percent, seed):
    numbers = [f"TNWF-2026-{number:04d}" for number in range(count)]
    drawn = drawn_at_random(numbers, percent=Decimal(percent), seed=seed)
    assert len(drawn) == -(-count * percent // 100)
    assert drawn == drawn_at_random(reversed(numbers), percent=Decimal(percent), seed=seed)
    assert set(drawn) <= set(numbers)


def test_who_has_a_risk_is_not_drawn_at_random():
    rows = [replace(QUIET, number=str(number), is_due=number < 3) for number in range(13)]
    found = choose(rows, **RULES, percent=Decimal(20), seed="x")
    assert {number for number, why in found.items() if why[0].kind == PickReason.ENDING} == {"0", "1", "2"}
    drawn = [why[0].values for why in found.values() if why[0].kind == PickReason.RANDOM]
    assert drawn == [{"place": "1", "drawn": "2"}, {"place": "2", "drawn": "2"}]
