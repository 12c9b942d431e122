"""SUR-08: small cells are hidden, and nothing public lets anybody work them out."""

import pytest
from hypothesis import example, given, settings

from surveys.results import breakdown, distribution, pages
from tests.surveys.results import waves
from tests.surveys.results.attack import Attacker
from tests.surveys.results.waves import AGES, AREAS, CROWDS, MAINS, Crowd, populations, published

BY_AREA = [
    {
        "dimension": "area",
        "source": "x",
        "on": "2020-11-01",
        "proxy_for": "",
        "population": {"hongmei": 5_000, "lanling": 9_000, "chashan": 70_000, "qinglong": 20_000},
    }
]
CROWD = Crowd((24, 55, 10, 35), AGES, (5, 3, 2, 1, 1, 1), 3, 2, 85)


EVEN = [
    {"dimension": by, "source": "x", "on": "2020-11-01", "proxy_for": "", "population": dict.fromkeys(names, 1_000)}
    for by, names in (("area", AREAS), ("age", AGES))
]


@settings(max_examples=50)
@given(CROWDS, populations())
# One person alone joins a neighbour: the figure hides three areas, and so must each answer to its question.
@example(Crowd((33, 29, 1), AGES, (5, 3, 2, 1, 0, 0), 0, 0, 0), EVEN)
def test_sur_08_no_hidden_cell_follows_from_all_that_is_public(crowd, margins):
    public = published(crowd.people(), margins)
    assert Attacker(public).recovered() == []
    assert too_small(public.page, public.questions) == []


def too_small(page, questions) -> list[str]:
    """What is told of fewer people than may be told: thirty for a rate, ten for a number of people."""
    found = []
    for result in page["results"]:
        shares = [row.share for rows in result.tables.values() for _, row in rows if row.share]
        figures = [result.figure, *result.beside, *([result.apart] if result.apart else [])]
        found += [f"rate of {share.n}" for share in (*shares, *figures) if share.value is not None and share.n < 30]
    found += [
        f"rate of {row['answers'][0]['n']}"
        for _inputs, result in questions.values()
        for rows in result.get("tables", {}).values()
        for row in rows
        if "answers" in row and row["answers"][0]["n"] < 30
    ]
    numbers = [row.n for rows in page["portraits"].values() for _, row in rows] + [
        n for _, n in page["method"]["modes"]
    ]
    return found + [f"number {n}" for n in numbers if n is not None and 0 < n < 10]


def test_the_attacker_finds_a_cell_that_is_hidden_alone(monkeypatch):
    monkeypatch.setattr(breakdown, "hidden", lambda sizes, minimum, _least: {n for n in sizes if sizes[n] < minimum})
    alone = Crowd((55, 60, 12), AGES[:1], CROWD.moods, 0, 0, 1)
    assert {f"{code} yes chashan" for code in MAINS} <= set(Attacker(published(alone.people(), [])).recovered())


@pytest.mark.parametrize("moods", [(5, 3, 2, 1, 0, 0), CROWD.moods])
def test_the_attacker_finds_two_cells_by_their_weights(monkeypatch, moods):
    """Two sums over two hidden areas, one of them weighted, are two figures."""
    monkeypatch.setattr(breakdown, "TOGETHER_WEIGHTED", 2)
    monkeypatch.setattr(pages, "can_show_unweighted", lambda *_: True)
    two = Crowd((58, 55, 12, 25), AGES, moods, 0, 0, 85)
    found = Attacker(published(two.people(), BY_AREA)).recovered()
    assert {"i50 yes chashan", "i50 yes qinglong"} <= set(found)


def test_the_attacker_finds_the_few_who_were_left_out_when_the_raw_figure_stands_beside(monkeypatch):
    crowd = Crowd((70, 60), AGES[:1], (5, 3, 2, 1, 0, 0), 0, 1, 85)
    hidden = Attacker(published(crowd.people(), []))
    assert "i52 yes left out" in hidden.secrets
    monkeypatch.setattr(pages, "shows_raw", lambda *_: True)
    assert "i52 yes left out" in Attacker(published(crowd.people(), [])).recovered()


def test_the_note_on_method_counts_whom_the_figures_are_about():
    """The whole less these would be the few who are under age."""
    page = published(CROWD.people(), BY_AREA).page
    shown = page["results"][0].figure
    assert page["method"]["raw"] - page["method"]["left_out"] == shown.n
    assert page["method"]["left_out"] == CROWD.left_out


def test_the_public_file_of_a_figure_holds_nothing_of_parts_and_few_digits():
    for proof in published(CROWD.people(), BY_AREA).proofs.values():
        inputs = proof["inputs"]["estimate"]
        assert inputs.keys() == {"measure", "target", "period", "wave", "questionnaire"}
        assert proof["result"].keys() == {
            "value",
            "low",
            "high",
            "n",
            "too_few",
            "minimum_n",
            "level",
            "unclear",
            "unanswered",
            "raw_n",
        }
        assert all(len(proof["result"][name].partition(".")[2]) <= 1 for name in ("value", "low", "high"))


def test_the_attacker_finds_an_answer_that_is_hidden_alone(monkeypatch):
    """Of a question: the whole less the areas that are shown is the one that is not."""
    monkeypatch.setattr(waves, "withheld_with", lambda told: {})
    monkeypatch.setattr(distribution, "hidden", lambda sizes, minimum, _least: {n for n in sizes if sizes[n] < minimum})
    alone = Crowd((55, 60, 12), AGES[:1], CROWD.moods, 0, 0, 1)
    assert "i51_public no chashan" in Attacker(published(alone.people(), [])).recovered()
