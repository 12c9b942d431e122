"""Cells as people here write them, and what is meant; what is not clear is refused, never guessed."""

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
from tests.portal.papers.samples import TODAY, refused

READERS = [text, count, figure, percentage, day(TODAY), time, span, phone, choice({"社区": 1}), choices({"社区": 1})]


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


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_figure_is_read_back(found):
    assert figure(f"{found:f}").value == found
