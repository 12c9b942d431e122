"""Any answer to any closed question, from tallies by place."""

from dataclasses import replace

import pytest

from surveys.questionnaire import KINDS
from surveys.results.classification import measures
from surveys.results.clustering import clustering
from surveys.results.distribution import distribution, figures_of
from surveys.results.figures import groups_in
from surveys.results.questions import question_cells
from surveys.tallies import Cell
from tests.factories.tallies import Record, tally

RULE = {"question": "bins", "kind": "single", "dimension": "", "answers": ["yes", "no"]}
RULE |= {"ways_out": [], "positive": [], "wording": ""}
MEASURE = replace(measures()["i52"], rule={"distribution": RULE})


def said(place: str, age: str, **numbers: int) -> list[Record]:
    cell = Cell("hongmei", age, "", "own_phone", "place", place)
    return [
        Record(cell, [("question:bins", "answered"), ("question:bins", option)])
        for option, number in numbers.items()
        for _ in range(number)
    ]


def test_people_of_one_place_who_agree_count_for_fewer():
    alike = [one for j in range(10) for one in said(f"p{j}", "a60", **({"yes": 20} if j < 5 else {"no": 20}))]
    mixed = [one for j in range(10) for one in said(f"p{j}", "a60", yes=10, no=10)]
    found = {}
    for name, records in (("alike", alike), ("mixed", mixed)):
        counted = tally([*records, *said("p0", "a14_17", yes=5)])
        frozen = clustering(counted, ["question:bins"])
        groups = groups_in(question_cells(counted, MEASURE, MEASURE.base))
        found[name] = figures_of(MEASURE, groups, {"margins": (), "clustering": frozen})["answer yes"].share()
    assert [share.n for share in found.values()] == [200, 200]
    assert found["alike"].value == found["mixed"].value == 50
    assert found["alike"].n_effective == pytest.approx(9, abs=1)
    assert found["mixed"].deff == pytest.approx(1)
    assert found["alike"].high - found["alike"].low > 3 * (found["mixed"].high - found["mixed"].low)


ORDER = RULE | {"question": "first", "kind": "ranking", "answers": ["bins", "hours", "signs"]}


def ordered(*codes: str) -> Record:
    cell = Cell("hongmei", "a60", "", "own_phone", "place", "")
    categories = KINDS["ranking"].categories(codes)
    return Record(cell, [("question:first", "answered"), *(("question:first", each) for each in categories)])


def test_of_an_order_the_first_places_and_the_mean_place_of_who_gave_one():
    measure = replace(MEASURE, rule={"distribution": ORDER}, base={}, minimum_n=30)
    records = [ordered("bins", "hours")] * 60 + [ordered("hours", "bins", "signs")] * 30 + [ordered("bins")] * 10
    groups = groups_in(question_cells(tally(records), measure, {}))
    found = distribution(measure, groups, {"margins": ()})
    assert {row["code"]: round(row["value"], 6) for row in found["answers"]} == {"bins": 70, "hours": 30, "signs": 0}
    assert {row["n"] for row in found["answers"]} == {100}
    assert {row["code"]: (row["n"], round(row["value"], 6)) for row in found["ranks"]} == {
        "bins": (100, 1.3),
        "hours": (90, round((60 * 2 + 30) / 90, 6)),
        "signs": (30, 3),
    }
    bins = found["ranks"][0]
    assert bins["low"] < 1.3 < bins["high"]
    assert bins["se"] == pytest.approx((0.3 * 0.7 / 99) ** 0.5, abs=1e-6)
    assert found["mean"] is None
    assert found["spread"] is None


def test_a_mean_place_that_too_few_gave_is_not_told_and_none_stands_in_a_table():
    measure = replace(MEASURE, rule={"distribution": ORDER}, base={}, minimum_n=30)
    other = Record(Cell("chashan", "a60", "", "own_phone", "place", ""), ordered("bins", "hours").categories)
    records = [ordered("bins", "hours")] * 60 + [other] * 60 + [ordered("signs")] * 29
    found = distribution(measure, groups_in(question_cells(tally(records), measure, {})), {"margins": ()})
    assert [row["value"] for row in found["ranks"] if row["code"] == "signs"] == [None]
    assert found["tables"]["area"]
    assert all("ranks" not in row for rows in found["tables"].values() for row in rows)
