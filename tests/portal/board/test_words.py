"""Figures, periods and records in words."""

import pytest
from django.utils import translation

from portal.board.enums import Origin
from portal.board.models import Observation
from portal.board.results.words import period_words, record_words, source_words, unit_words, with_unit
from portal.directory.models import Indicator


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2024", "2024年", "2024"),
        ("2024-H1", "2024年（第1个半年）", "half 1 of 2024"),
        ("2024-Q3", "2024年第3季度", "quarter 3 of 2024"),
        ("2024-09", "2024年9月", "month 9 of 2024"),
        ("someday", "someday", "someday"),
    ],
)
def test_a_period_in_both_languages(period, chinese, english):
    with translation.override("zh-hans"):
        assert period_words(period) == chinese
    with translation.override("en"):
        assert period_words(period) == english


def test_a_unit_stands_as_the_language_writes_it():
    share, count = Indicator(unit="%"), Indicator(unit="个", unit_en="number")
    with translation.override("zh-hans"):
        assert with_unit(98, share) == "98%"
        assert with_unit(10, count) == "10个"
    with translation.override("en"):
        assert with_unit(98, share) == "98 %"
        assert unit_words(count) == ""


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ({"number": "TN-1", "holder": "某机关"}, "TN-1 某机关"),
        ({"number": "TN-1", "holder": "某机关", "reason": "same_unit"}, "TN-1 某机关 (该单位已计入)"),
        ({"area": "hongmei", "reason": "other"}, "hongmei (other)"),
    ],
)
def test_a_record_is_one_line_with_its_reason(entry, line):
    with translation.override("zh-hans"):
        assert record_words(entry) == line


def test_a_drawn_figure_of_demonstration_records_says_so():
    held = Observation(origin=Origin.DERIVED, source="Register of zero-waste cells on this portal")
    with translation.override("zh-hans"):
        assert source_words(held) == "本平台“无废细胞”名录"
        held.counted = [{"holder": "演示机关"}]
        assert source_words(held) == "本平台“无废细胞”名录（含演示记录）"
