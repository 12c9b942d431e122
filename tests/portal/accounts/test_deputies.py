"""In whose names somebody acted, and whom it bars: a literal table."""

from datetime import UTC, datetime

import pytest

from portal.accounts.deputies import Tie, barred, names


def day(number: int) -> datetime:
    return datetime(2026, 11, number, 12, tzinfo=UTC)


# Zhao stands for Li from the 10th until the 20th, Sun for Li from the 20th until the 25th, Zhao for Wu all month.
TIES = [Tie("li", "zhao", day(10), day(20)), Tie("li", "sun", day(20), day(25)), Tie("wu", "zhao", day(1), day(30))]


@pytest.mark.parametrize(
    ("who", "when", "found"),
    [
        ("li", 15, {"li"}),
        ("zhao", 9, {"zhao", "wu"}),
        ("zhao", 15, {"zhao", "li", "wu"}),
        ("zhao", 20, {"zhao", "wu"}),
        ("sun", 20, {"sun", "li"}),
        ("sun", 25, {"sun"}),
        ("chen", 15, {"chen"}),
    ],
)
def test_in_whose_names(who, when, found):
    assert names(who, day(when), TIES) == found


def test_an_act_without_an_instant_may_have_been_anybodys():
    assert names("zhao", None, TIES) == {"zhao", "li", "wu"}


@pytest.mark.parametrize(
    ("who", "did_on", "today", "found"),
    [
        # What the person did before going bars the deputy while it lasts, and no longer.
        ("li", 5, 15, {"li", "zhao"}),
        ("li", 5, 26, {"li"}),
        # What a deputy did bars whom it was done for, for good; and who stands for that one today.
        ("zhao", 15, 28, {"zhao", "li", "wu"}),
        ("zhao", 15, 22, {"zhao", "li", "wu", "sun"}),
        ("sun", 5, 15, {"sun"}),
    ],
)
def test_whom_an_act_bars(who, did_on, today, found):
    assert barred([(who, day(did_on))], TIES, day(today)) == found


def test_nobody_did_anything():
    assert barred([], TIES, day(15)) == set()
