"""What speaks against a list of days off."""

from datetime import date

import pytest

from portal.directory.holiday_checks import Trouble, TroubleKind, days_gained, statutory_days, troubles_of
from portal.directory.holiday_notice import read_notice
from tests.portal.directory.test_holiday_notice import notice

LIST = read_notice(notice(2026), 2026).days


def changed(old: str, new: str):
    text = notice(2026)
    assert old in text
    return read_notice(text.replace(old, new), 2026).days


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ("三、清明节：4月4日（周六）至6日（周一）放假，共3天。", "", Trouble(TroubleKind.MISSING, festival="清明")),
        ("5月1日（周五）至5日（周二）放假调休，共5天", "5月1日放假", Trouble(TroubleKind.MISSING, festival="劳动")),
        ("六、中秋节：9月25日（周五）至27日（周日）放假，共3天。", "", Trouble(TroubleKind.MISSING, festival="中秋")),
        ("1月4日（周日）上班", "1月5日上班", Trouble(TroubleKind.WORKED_WEEKDAY, date(2026, 1, 5))),
        ("1月4日（周日）上班", "1月3日上班", Trouble(TroubleKind.OFF_AND_WORKED, date(2026, 1, 3))),
    ],
)
def test_what_is_wrong_is_said(old, new, trouble):
    assert troubles_of(LIST, 2026) == ()
    assert troubles_of(changed(old, new), 2026) == (trouble,)


def test_an_empty_list_misses_every_festival():
    assert [trouble.festival for trouble in troubles_of((), 2027)] == [
        "元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆",
    ]  # fmt: skip


def test_what_is_gained_is_the_statutes_number():
    assert (statutory_days(2024), statutory_days(2025)) == (11, 13)
    assert days_gained(LIST) == 13
    assert days_gained(changed("1月4日（周日）上班。", "")) == 14
