"""What a file of answers may tell: rows for statisticians, and no row that points to a person."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire import Wording, parse
from surveys.results import microdata
from surveys.results.microdata import WITHHELD, columns_of, released, rows_of
from tests.factories.surveys import WaveFactory, answered, bulk_answered

TEXT = {"zh": "问", "en": "Question"}
OPTIONS = [{"code": "yes", "text": TEXT}, {"code": "no", "text": TEXT}]
DEFINITION = {
    "code": "q",
    "title": TEXT,
    "introduction": TEXT,
    "minutes": 1,
    "endings": {},
    "items": [
        {"id": "home", "kind": "place", "text": TEXT, "dimension": "area"},
        {"id": "one", "kind": "single", "text": TEXT, "options": OPTIONS},
        {"id": "some", "kind": "multiple", "text": TEXT, "options": OPTIONS},
        {"id": "people", "kind": "number", "text": TEXT, "minimum": 0, "maximum": 20},
        {"id": "moved", "kind": "date", "text": TEXT},
        {"id": "wish", "kind": "text", "text": TEXT, "max_length": 100},
    ],
}


def test_traits_come_first_and_words_written_by_hand_never():
    names = [column.name for column in columns_of(parse(DEFINITION), {"hongmei": Wording("红梅", "Hongmei")})]
    assert names == ["area", "mode", "tier", "counted", "one", "some_yes", "some_no", "people", "moved"]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({("a", "x"): 10, ("a", "y"): 10}, {("a", "x"): ("a", "x"), ("a", "y"): ("a", "y")}),
        # Together the two are enough to tell the first trait.
        ({("a", "x"): 4, ("a", "y"): 6}, {("a", "x"): ("a", WITHHELD), ("a", "y"): ("a", WITHHELD)}),
        # Alone one is not, beside somebody who is shown whole.
        ({("a", "x"): 4, ("a", "y"): 16}, {("a", "x"): (WITHHELD, WITHHELD), ("a", "y"): ("a", "y")}),
        ({}, {}),
    ],
)
def test_traits_are_withheld_from_the_last_on(counts, shown):
    assert released(counts) == shown


@given(
    st.dictionaries(
        st.tuples(*[st.sampled_from("abc")] * 3), st.integers(min_value=1, max_value=25), min_size=1, max_size=27
    )
)
def test_whatever_is_shown_enough_people_share(counts):
    shown, sizes = released(counts), Counter()
    for key, count in counts.items():
        sizes[shown[key]] += count
    for key, now in shown.items():
        assert all(part in (WITHHELD, own) for part, own in zip(now, key, strict=True))
        assert sizes[now] >= 10 or set(now) == {WITHHELD}


@pytest.mark.django_db
def test_a_row_holds_codes_and_says_whether_it_counts():
    wave = WaveFactory()
    answered(wave, 1, actions=["sorting", "own_bag"], signs=["speed"])
    bulk_answered(wave, 11, actions=["own_bag"])
    columns = columns_of(wave.version.questionnaire, {})
    rows = [dict(zip([column.name for column in columns], row, strict=True)) for row in rows_of(wave, columns)]
    assert len(rows) == 12
    assert Counter(row["counted"] for row in rows) == {"1": 11, "0": 1}
    flagged = next(row for row in rows if row["counted"] == "0")
    assert (flagged["actions_sorting"], flagged["actions_own_bag"]) == ("1", "1")
    assert {row["overall"] for row in rows} == {"satisfied"}
    assert {row["area"] for row in rows} == {"hongmei"}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_rows_cost_three_queries_however_many(django_assert_num_queries, number):
    wave = WaveFactory()
    bulk_answered(wave, number)
    columns = columns_of(wave.version.questionnaire, {})
    with django_assert_num_queries(3):
        assert len(list(rows_of(wave, columns))) == number


@pytest.mark.django_db
def test_rows_are_read_in_portions_and_each_once(monkeypatch):
    wave = WaveFactory()
    bulk_answered(wave, 5)
    columns = columns_of(wave.version.questionnaire, {})
    whole = list(rows_of(wave, columns))
    for portion in (1, 2, 5):
        monkeypatch.setattr(microdata, "BATCH", portion)
        assert list(rows_of(wave, columns)) == whole
