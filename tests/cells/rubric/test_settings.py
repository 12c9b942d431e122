"""The settings of a scheme as a text: the same when read back, faults by line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from cells.enums.faults import RubricFault
from cells.models import Scheme
from cells.operations.rubrics import SCHEME
from cells.rubric.faults import RubricFileError, parse_rubric
from cells.rubric.settings import KEYS, parse_settings, settings_text
from tests.cells.rubric.sheets import rubric_text

TEXT = SCHEME.read_text()


def faults_of(text, parse=parse_settings):
    with pytest.raises(RubricFileError) as refused:
        parse(text)
    return [(fault.line, fault.kind) for fault in refused.value.faults]


def lines_of(parse, text):
    try:
        parse(text)
    except RubricFileError as refused:
        return [fault.line for fault in refused.faults]
    return []


def test_every_setting_of_the_scheme_has_its_place_in_the_file():
    names = {field.name for field in Scheme._meta.concrete_fields}
    assert names - {"id", "code"} == set(KEYS)


def test_written_and_read_it_is_the_same():
    values = parse_settings(TEXT)
    assert set(values) == set(KEYS)
    assert parse_settings(settings_text(values)) == values | {"spread_limit": "10", "random_percent": "5"}
    assert Decimal(str(values["spread_limit"])) == 10


@pytest.mark.parametrize(
    ("old", "new", "line", "kind"),
    [
        ("validity_months: 24", "validity_months: 0", 10, RubricFault.TOO_SMALL),
        ("evaluators: 2", "evaluators: 1", 18, RubricFault.TOO_SMALL),
        ("notice_workdays: 5", "notice_workdays: five", 12, RubricFault.TOO_SMALL),
        ("spread_limit: 10", "spread_limit: -1", 19, RubricFault.NOT_A_NUMBER),
        ("reminder_days: [60, 30, 7]", "reminder_days: [60, x]", 17, RubricFault.NOT_A_NUMBER),
        ("is_draft: true", "is_draft: false", 8, RubricFault.NO_BASIS),
        ("is_draft: true", "is_draft: maybe", 8, RubricFault.MISSING),
        ("issuer_en:", "publisher:", 6, RubricFault.UNKNOWN_ENTRY),
        ("min_score: 90", "min_score: 70", 35, RubricFault.LEVEL_ORDER),
        ("min_block_ratio: '0.6'", "min_block_ratio: '6'", 35, RubricFault.NOT_A_NUMBER),
        ("bonus_cap: 10", "bonus_cap: ten", 32, RubricFault.NOT_A_NUMBER),
        ("code: demo, ", "", 35, RubricFault.MISSING),
    ],
)
def test_a_fault_is_told_with_its_line(old, new, line, kind):
    assert old in TEXT
    assert (line, kind) in faults_of(TEXT.replace(old, new))


def test_what_is_no_file_of_settings():
    assert faults_of("- a\n- b") == [(1, RubricFault.NOT_YAML)]
    assert faults_of("a: [1") == [(1, RubricFault.NOT_YAML)]
    assert (1, RubricFault.MISSING) in faults_of("name: x")
    start = TEXT.index("level_scheme:")
    assert (29, RubricFault.MISSING) in faults_of(TEXT[:start] + "level_scheme: none\n")


@effort(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.integers(0, 4000))
def test_whatever_is_sent_is_read_or_refused(words, place):
    """No text may break the page: a rubric damaged anywhere is a rubric still, or a list of faults."""
    text = rubric_text("jiguan")
    for parse, whole in ((parse_rubric, text), (parse_settings, TEXT)):
        for sent in (words, whole[:place] + words + whole[place + len(words) :]):
            assert all(line >= 1 for line in lines_of(parse, sent))
