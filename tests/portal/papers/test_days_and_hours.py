"""Days and times as people here write them; what is not clear is refused, never guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.papers.readers.days import day
from portal.papers.readers.hours import span, time
from tests.portal.papers.samples import TODAY, refused


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "2026年11月3日",
            "2026.11.3",
            "2026/11/3",
            "2026-11-03",
            "2026、11、3",
            "２０２６－１１－０３",
            "20261103",
            "2026年11月3号",
        ),
        *("2026年11月3日（周二）", "2026-11-03 星期二", "2026-11-03 09:30", "2026年11月3日9:30:00"),
    ],
)
def test_days(cell):
    reading = day(TODAY)(cell)
    assert (reading.value, reading.shown) == (dt.date(2026, 11, 3), "")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("11月7日", dt.date(2026, 11, 7)),
        ("1月5日", dt.date(2027, 1, 5)),
        ("46329", dt.date(2026, 11, 3)),
        ("26年11月3日", dt.date(2026, 11, 3)),
    ],
)
def test_days_that_have_to_be_interpreted_say_so(cell, value):
    reading = day(TODAY)(cell)
    assert (reading.value, reading.shown) == (value, value.isoformat())


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(("2026-13-45", "no_day"), ("2月30日", "no_day"), ("2027年2月29日", "no_day"), ("2月29日", "no_day")),
        *(("6月1日", "year"), ("2026年11月3日（周三）", "weekday"), ("星期三", "day")),
        *(
            ("11.3", "day"),
            ("3/11/2026", "day"),
            ("120", "day"),
            ("99999", "day"),
            ("1926-11-03", "day"),
            ("下周", "day"),
        ),
    ],
)
def test_what_is_no_day_or_not_clear(cell, code):
    assert refused(day(TODAY), cell) == code


def test_a_leap_day_is_found_in_its_year():
    assert day(dt.date(2028, 1, 10))("2月29日").value == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("cell", "value", "shown"),
    [
        ("9：00", "09:00", ""),
        ("09:00", "09:00", ""),
        ("9:00:00", "09:00", "09:00"),
        ("上午9点半", "09:30", "09:30"),
        ("上午９时３０分", "09:30", "09:30"),
        ("9点一刻", "09:15", "09:15"),
        ("9点整", "09:00", "09:00"),
        ("下午2点", "14:00", "14:00"),
        ("下午14：30", "14:30", "14:30"),
        ("中午12点", "12:00", "12:00"),
        ("中午11点半", "11:30", "11:30"),
        ("12点", "12:00", "12:00"),
        ("凌晨12点", "00:00", "00:00"),
        ("2:30 PM", "14:30", "14:30"),
        ("09:30:00 AM", "09:30", "09:30"),
        ("24:00", "00:00", "00:00"),
        ("0.375", "09:00", "09:00"),
        (".9999999", "00:00", "00:00"),
    ],
)
def test_times(cell, value, shown):
    reading = time(cell)
    assert (f"{reading.value:%H:%M}", reading.shown) == (value, shown)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("14:30-16:00", "14:30", "16:00"),
        ("14：30—16：00", "14:30", "16:00"),
        ("上午9点到11点", "09:00", "11:00"),
        ("9-11点", "09:00", "11:00"),
        ("下午2点～4点半", "14:00", "16:30"),
        ("晚上11点至1点", "23:00", "01:00"),
        ("上午9:00-下午4:00", "09:00", "16:00"),
    ],
)
def test_from_and_until_in_one_cell(cell, first, last):
    assert [f"{part:%H:%M}" for part in span(cell).value] == [first, last]
    assert refused(time, cell) == "one_time"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(
            ("2点", "half_day"),
            ("2点半-4点", "half_day"),
            ("9", "time"),
            ("25:00", "time"),
            ("9:70", "time"),
            ("30:00", "time"),
        ),
        *(("9:00-10:00-11:00", "time"), ("全天", "time"), ("9:00-", "time"), ("24:30", "time")),
    ],
)
def test_what_is_no_time_or_not_clear(cell, code):
    assert refused(time, cell) == code


def test_no_time_is_no_time():
    assert time(" ").value == ""
    assert span("").value == (None, None)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_is_read_back_however_it_is_written(found):
    forms = (
        f"{found:%Y-%m-%d}",
        f"{found.year}年{found.month}月{found.day}日",
        f"{found:%Y%m%d}",
        f"{found.year}.{found.month}.{found.day}",
    )
    assert {day(TODAY)(form).value for form in forms} == {found}


@given(st.times())
def test_a_time_is_read_back(found):
    half = "上午" if found.hour < 12 else "下午"
    chinese = f"{half}{found.hour % 12 or 12 if half == '下午' else found.hour}点{found.minute}分"
    assert time(f"{found:%H：%M}").value == time(chinese).value == found.replace(second=0, microsecond=0)
