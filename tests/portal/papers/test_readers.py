"""Cells as people here write them, and what is meant; what is not clear is refused, never guessed."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.papers.errors import UnreadableError
from portal.papers.readers.days import day
from portal.papers.readers.hours import span, time
from portal.papers.readers.numbers import count, figure, percentage
from portal.papers.readers.phones import phone
from portal.papers.readers.words import choice, choices, text
from portal.papers.text import clean_text

TODAY = dt.date(2026, 11, 24)
READERS = [text, count, figure, percentage, day(TODAY), time, span, phone, choice({"社区": 1}), choices({"社区": 1})]


def refused(read, cell):
    with pytest.raises(UnreadableError) as found:
        read(cell)
    return found.value.code


@pytest.mark.parametrize(
    ("cell", "value", "shown"),
    [
        ("1,200", 1200, ""),
        ("1，200人", 1200, ""),
        ("1 200", 1200, ""),
        ("120人次", 120, ""),
        ("１２０", 120, ""),
        ("120.0", 120, ""),
        ("约120", 120, "120"),
        ("120余人", 120, "120"),
        ("120 左右", 120, "120"),
        ("1.2万", 12000, "12000"),
        (" ", "", ""),
    ],
)
def test_counts(cell, value, shown):
    reading = count(cell)
    assert (reading.value, reading.shown) == (value, shown)


@pytest.mark.parametrize(
    "cell", ["三百", "1,20", "1,2000", "12 5", "-3", "120.5", "120-150", "1.00001万", "近百人", "1e3"]
)
def test_what_is_no_count(cell):
    assert refused(count, cell) == "count"


def test_more_digits_than_a_spreadsheet_holds():
    assert refused(count, "320412198001011234") == "long_number"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("97.2%", "97.2"),
        ("３５．１", "35.1"),
        ("９７．２％", "97.2"),
        ("97.2 %", "97.2"),
        ("-1,234.5", "-1234.5"),
        ("100", "100"),
    ],
)
def test_percentages(cell, value):
    reading = percentage(cell)
    assert (str(reading.value), reading.shown, reading.is_rounded) == (value, "", False)


def test_what_a_formula_reckoned_is_rounded_to_six_places_and_says_so():
    reading = figure("96.6666666666667")
    assert (reading.value, reading.shown, reading.is_rounded) == (Decimal("96.666667"), "96.666667", True)
    assert figure("3.3").is_rounded is False
    assert figure("").value == ""


def test_a_percentage_is_refused_where_the_unit_is_another():
    assert refused(figure, "97.2%") == "no_percentage"
    assert refused(percentage, "约97") == "figure"


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


@pytest.mark.parametrize(
    "cell",
    ["\u202d138 0013 8000\u202c", "8613800138000", "+86 138-0013-8000", "１３８００１３８０００", "008613800138000"],
)
def test_phones(cell):
    assert phone(cell).value == "13800138000"


@pytest.mark.parametrize("cell", ["0519-86666666", "13800138000/13900139000", "12", "1.38E+10"])
def test_what_is_no_mobile_number(cell):
    assert refused(phone, cell) == "phone"


NAMES = {"红梅新村社区": 1, "Hongmei Xincun Community": 1, "青龙社区": 2, "讲座与培训": 3, "企业、单位": 4}


@pytest.mark.parametrize("cell", ["红梅新村社区", " 红梅新村社区*", "hongmei xincun  community", "红梅新村社区\u200b"])
def test_a_choice_is_found_in_either_language(cell):
    assert choice(NAMES)(cell).value == 1


@pytest.mark.parametrize(
    ("cell", "offers"),
    [("红梅新村", ["红梅新村社区"]), ("讲座", ["讲座与培训"]), ("青龙小区", ["青龙社区"]), ("火星", [])],
)
def test_what_is_nearly_right_is_offered_and_not_guessed(cell, offers):
    with pytest.raises(UnreadableError) as found:
        choice(NAMES)(cell)
    assert (found.value.code, found.value.values) == ("choice", {"word": cell, "offers": offers})


def test_several_choices_in_one_cell():
    assert choices(NAMES)("青龙社区、讲座与培训；").value == [2, 3]
    assert choices(NAMES)("企业、单位").value == [4]
    assert choices(NAMES)("").value == []
    assert refused(choices(NAMES), "青龙社区,火星") == "choice"


def test_text_is_cleaned_at_the_door():
    assert text("第一行\x0b第二行\r\n\r\n第三行\x00\u200b\u202e \t x").value == "第一行\n第二行\n第三行 x"
    assert text("\ufeffＡ１（甲）：　乙").value == "A1（甲）： 乙"


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_unseen(typed):
    clean = clean_text(typed)
    assert clean_text(clean) == clean
    assert not any(sign != "\n" and (sign < " " or sign in "\x7f\u200b\u200e\u202e\ufeff") for sign in clean)
    assert "\n\n" not in clean


@pytest.mark.parametrize("read", READERS)
@given(cell=st.text() | st.from_regex(r"[0-9年月日:：,.%点半上下午约万 -]{1,12}", fullmatch=True))
def test_a_reader_reads_or_refuses_and_never_stumbles(read, cell):
    try:
        word = str(read(cell))
    except UnreadableError as error:
        word = clean_text(error.values["word"])
    assert word


@given(st.integers(0, 10**14))
def test_a_count_is_read_back(number):
    assert count(f"{number:,}").value == count(f"约{number}人").value == number


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


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_figure_is_read_back(found):
    assert figure(f"{found:f}").value == found
