"""Any answer to any closed question, from tallies by place."""

from dataclasses import replace

import pytest

from surveys.results.classification import measures
from surveys.results.clustering import clustering
from surveys.results.distribution import figures_of
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
