import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.stores.ranges import NoSuchRangeError, span


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 10)),
        ("bytes=0-0", (0, 1)),
        ("bytes=2-5", (2, 6)),
        ("bytes=2-500", (2, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-500", (0, 10)),
        ("bytes=9-", (9, 10)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
    ],
)
def test_one_part_or_all_of_it(header, part):
    assert span(header, 10) == part


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=11-12", 10), ("bytes=0-", 0), ("bytes=-0", 10)]
)
def test_a_part_that_is_not_there(header, size):
    with pytest.raises(NoSuchRangeError):
        span(header, size)


@given(st.text("bytes=0123456789-, ", max_size=20), st.integers(1, 1000))
def test_whatever_is_asked_a_part_lies_inside(header, size):
    try:
        part = span(header, size)
    except NoSuchRangeError:
        return
    assert part is None or 0 <= part[0] < part[1] <= size
