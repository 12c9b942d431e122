"""The notices of 2019 to 2026, word for word, against what the package knows of those years; and what people write."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.directory.holiday_checks import days_gained, statutory_days, troubles_of
from portal.directory.holiday_notice import Fault, FaultKind, read_notice

NOTICES = Path(__file__).parent / "notices"
YEARS = range(2019, 2027)
# Changed by a later notice: Labour Day of 2019 was lengthened, the Spring Festival of 2020 too.
CHANGED_LATER = {
    2019: {date(2019, 4, 28), date(2019, 5, 2), date(2019, 5, 3), date(2019, 5, 5)},
    2020: {date(2020, 1, 31), date(2020, 2, 1)},
}


def notice(year: int) -> str:
    return (NOTICES / f"{year}.txt").read_text()


def said(text: str, year: int = 2027) -> list[tuple[str, bool]]:
    reading = read_notice(text, year)
    assert reading.faults == ()
    return [(row.day.isoformat()[5:], row.is_workday) for row in reading.days]


@pytest.mark.parametrize("year", YEARS)
def test_a_real_notice_agrees_with_the_package_day_by_day(year):
    reading = read_notice(notice(year), year)
    assert (reading.faults, troubles_of(reading.days, year)) == ((), ())
    assert days_gained(reading.days) == statutory_days(year) == (13 if year >= 2025 else 11)
    listed = {row.day: row.is_workday for row in reading.days}
    first = min([date(year, 1, 1), *listed])
    days = [first + timedelta(days=ahead) for ahead in range((date(year, 12, 31) - first).days + 1)]
    differing = {day for day in days if listed.get(day, day.weekday() < 5) != chinese_calendar.is_workday(day)}
    assert differing == CHANGED_LATER.get(year, set())


def test_advice_and_principles_lay_down_no_day():
    assert any("2月9日" in words for words in read_notice(notice(2024), 2024).passed_over)
    assert any("10月1日起" in words for words in read_notice(notice(2025), 2025).passed_over)
    assert "2025年11月4日" in read_notice(notice(2026), 2026).passed_over


@pytest.mark.parametrize("year", YEARS)
def test_a_notice_without_its_line_breaks_says_the_same(year):
    text = notice(year)
    assert read_notice(text.replace("\n", " "), year).days == read_notice(text, year).days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "一、元旦：１月１日（周五）至３日（周日）放假，共３天。",
            [("01-01", False), ("01-02", False), ("01-03", False)],
        ),
        ("（一）元旦: 1 月 1 日 放假 1 天 ，不调休。", [("01-01", False)]),
        ("1. 元旦：1月1日放假，与周末连休", [("01-01", False)]),
        ("元旦：1月1日放假，1月4日（星期一）补休", [("01-01", False), ("01-04", False)]),
        ("国庆节：\n10月1日—3日放假，共3天", [("10-01", False), ("10-02", False), ("10-03", False)]),
        ("元旦：12月31日至次年1月1日放假，共2天。", [("12-31", False), ("01-01", False)]),
        ("元旦：2026年12月31日至2027年1月1日放假调休，共2天", [("12-31", False), ("01-01", False)]),
        ("2026年12月30日、31日放假", [("12-30", False), ("12-31", False)]),
        ("9月19日（星期日），10月9日（星期六）上班", [("09-19", True), ("10-09", True)]),
        ("2月6日、7日和2月20日照常上班", [("02-06", True), ("02-07", True), ("02-20", True)]),
        ("2027-01-01 休 元旦\n2027/1/9 上班", [("01-01", False), ("01-09", True)]),
        ("2027-01-01 off\n2027-01-09 work", [("01-01", False), ("01-09", True)]),
        ("2027.10.01 放假 中秋、国庆", [("10-01", False)]),
        ("", []),
    ],
)
def test_ways_of_writing(text, days):
    assert said(text) == days


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("元旦：1月1日放三天假", Fault(FaultKind.NOT_UNDERSTOOD, "元旦:1月1日放三天假")),
        ("2027-01-01", Fault(FaultKind.NOT_UNDERSTOOD, "2027年01月01日")),
        ("五日放假\n1月1日", Fault(FaultKind.NOT_UNDERSTOOD, "1月1日")),
        ("3日放假", Fault(FaultKind.NOT_UNDERSTOOD, "3日放假")),
        ("2月30日放假", Fault(FaultKind.NO_SUCH_DAY, "2月30日放假")),
        ("12月31日至1月2日放假", Fault(FaultKind.BACKWARDS, "12月31日至1月2日放假")),
        ("1月1日至3月1日放假", Fault(FaultKind.BACKWARDS, "1月1日至3月1日放假")),
        ("2026年10月1日放假", Fault(FaultKind.OTHER_YEAR, "2026年10月1日放假", "2026", "2027")),
        ("关于2026年部分节假日安排的通知", Fault(FaultKind.OTHER_YEAR, "关于2026年部分节假日安排", "2026", "2027")),
        ("1月9日（周日）上班", Fault(FaultKind.WEEKDAY, "1月9日(周日)上班", "周日", "周六")),
        ("1月1日至3日放假，共4天", Fault(FaultKind.COUNT, "1月1日至3日放假,共4天", "4", "3")),
        ("1月1日放假2天", Fault(FaultKind.COUNT, "1月1日放假2天", "2", "1")),
    ],
)
def test_what_is_not_understood_is_named(text, fault):
    assert read_notice(text, 2027).faults == (fault,)


@given(st.text(alphabet="一二、元旦春节：:（）()周日六1239月日至放假调休上班共天，。\n -/2027年", max_size=60))
def test_any_text_is_read_without_an_exception(text):
    reading = read_notice(text, 2027)
    assert all(abs(row.day.year - 2027) <= 1 for row in reading.days)


@given(st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=40))
def test_one_date_a_line_comes_back_as_it_was_written(days):
    lines = [f"{day.isoformat()} {'上班' if day.day % 2 else '休'}" for day in sorted(days)]
    assert [(row.day, row.is_workday) for row in read_notice("\n".join(lines), 2027).days] == [
        (day, bool(day.day % 2)) for day in sorted(days)
    ]
