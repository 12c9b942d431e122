from datetime import UTC, datetime, timedelta

import pytest

from portal.rhythm import Daily, Every, retry_after

# 09:00 in the district.
NINE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
NIGHT = Daily(1, 10)


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Every(timedelta(minutes=5)), NINE + timedelta(minutes=5)),
        (NIGHT, datetime(2026, 11, 24, 17, 10, tzinfo=UTC)),
        (Daily(9, 0), NINE + timedelta(days=1)),
        (Daily(9, 1), NINE + timedelta(minutes=1)),
    ],
)
def test_the_next_turn(rhythm, expected):
    assert rhythm.after(NINE) == expected


@pytest.mark.parametrize(
    ("rhythm", "failures", "pause"),
    [
        (Every(timedelta(minutes=1)), 1, timedelta(minutes=1)),
        (Every(timedelta(minutes=1)), 9, timedelta(minutes=1)),
        (NIGHT, 1, timedelta(minutes=15)),
        (NIGHT, 2, timedelta(hours=1)),
        (Daily(9, 5), 2, timedelta(minutes=5)),
    ],
)
def test_what_failed_is_tried_again_before_its_next_turn(rhythm, failures, pause):
    assert retry_after(rhythm, NINE, failures) == NINE + pause
