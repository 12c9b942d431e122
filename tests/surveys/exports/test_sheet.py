"""A wave on one sheet: one page in either language, with the district's days and the figure of an order told as what it is."""

import re
from datetime import datetime

import pytest
from django.utils import translation

from portal.clock import DISTRICT
from surveys.exports.results import _question, sheet
from surveys.questionnaire import KINDS
from surveys.results.answers import Answers
from surveys.results.bars import Bar
from surveys.results.ranks import Rank
from tests.factories.surveys import WaveFactory


def told(number: int) -> list[Answers]:
    bars = [
        Bar(f"An answer that takes more than one line in its column {place}", 20.0, 10.0, 30.0) for place in range(6)
    ]
    title = "How satisfied are you with what was done near you in the last twelve months?"
    return [Answers(f"q.q{place}", title, KINDS["single"], 100, 0, 30, False, "", bars=bars) for place in range(number)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("number", [6, 8, 9, 10, 11, 12])
def test_it_is_one_page_however_much_there_is(language, number):
    wave = WaveFactory()
    figures = [{"name": "Satisfaction of the public", "value": "94.3 %", "words": "between 86 and 98"}] * 3
    with translation.override(language):
        made = sheet(wave, figures, told(number), ["A concern: what is done about it. (An office, Promised)"] * 3)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


def test_days_are_those_of_the_district_and_an_order_says_what_its_bars_are(db, monkeypatch):
    from surveys.exports import results  # noqa: PLC0415

    wave = WaveFactory(
        opens_at=datetime(2026, 10, 2, 5, tzinfo=DISTRICT), closes_at=datetime(2026, 11, 1, 5, tzinfo=DISTRICT)
    )
    wave.refresh_from_db()
    words = {}
    monkeypatch.setattr(results, "typeset", lambda _source, given, **_more: words.update(given) or b"")
    (one,) = told(1)
    ranked = Answers(**vars(one) | {"ranks": [Rank("a", 40, 1.5, 1.2, 1.8)]})
    sheet(wave, [], [one, ranked], [])
    assert "2026-10-02" in words["wave"]
    assert "2026-11-01" in words["wave"]
    assert words["questions"].count("排在第一位") == 1


def test_a_share_is_rounded_once():
    """55.45 was 55 % on the page and, rounded to 55.5 before, 56 % in the picture."""
    (one,) = told(1)
    bars = [Bar("a", 55.4545), Bar("b", 12.5), Bar("c", None)]
    made = _question(Answers(**vars(one) | {"bars": bars}))
    assert [bar["words"] for bar in made["bars"]] == ["55 %", "13 %", "–"]
