"""Kinds of question are records: each is whole, and a new one is its record and its templates."""

from itertools import pairwise

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from surveys.models.blocks import item_blocks
from surveys.questionnaire import KINDS, Fault, Kind, Places, check, parse
from surveys.questionnaire.kinds.choice import Choice
from surveys.questionnaire.xlsform_in import definition_of
from surveys.questionnaire.xlsform_out import sheets_of
from tests.surveys.questionnaire.samples import option, small, words

QUESTIONS = settings.BASE_DIR / "templates" / "surveys" / "questions"
SPREAD = {"statements"}  # it becomes questions of another kind


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_a_record_says_everything(kind):
    assert KINDS[kind.word] is kind
    assert kind.label
    assert str(kind) == kind.word
    assert kind.word in SPREAD or (QUESTIONS / f"{kind.template}.html").is_file()
    assert (QUESTIONS / "paper" / f"{kind.paper}.html").is_file()
    assert not kind.script or finders.find(kind.script)


def test_an_author_picks_from_all_of_them_in_their_order():
    assert list(item_blocks().child_blocks) == list(KINDS)
    assert all(one.order < other.order for one, other in pairwise(KINDS.values()))


def test_nothing_of_the_page_or_the_forms_of_others_is_said_twice():
    for name in ("marks", "xlsform"):
        said = [each for kind in KINDS.values() for each in getattr(kind, name)]
        assert len(said) == len(set(said))


class Vote(Choice):
    """What a stranger would write for one more kind."""

    word = "vote"
    label = "Vote"
    order = 200
    parts = frozenset({"options"})


def test_one_more_kind_is_asked_stored_counted_and_written_by_its_record_alone(monkeypatch):
    monkeypatch.setitem(KINDS, "vote", Vote())
    item = {"id": "v", "kind": "vote", "text": words("v"), "options": [option("for"), option("against")]}
    definition = small(items=[item], endings={})
    questionnaire = parse(definition)
    assert isinstance(questionnaire.by_id["v"].kind, Kind)
    assert check(questionnaire, {"q_v": ["for"]}, Places()).answers == {"v": ["for"]}
    assert check(questionnaire, {"q_v": ["perhaps"]}, Places()).problems[0].fault is Fault.NOT_OFFERED
    assert "vote" in item_blocks().child_blocks
    sheets = {name: rows for name, (_, rows) in sheets_of(definition, "1", {}).items()}
    assert definition_of(sheets) == (definition, [])
