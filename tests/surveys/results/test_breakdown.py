from surveys.results.breakdown import breakdown
from surveys.results.classification import measure_subject, measures
from surveys.tallies import Cell, Record, tally

I52 = measures()["i52"]


def counts(**areas):
    subject = measure_subject(I52)
    return tally(
        Record(Cell(area=area, age="a60"), [(subject, "yes" if index % 10 else "no")])
        for area, number in areas.items()
        for index in range(number)
    )


def test_a_small_cell_takes_the_next_smallest_with_it():
    rows = breakdown(I52, counts(hongmei=29, lanling=30, chashan=200), "area")
    assert [(row.category, row.share is None) for row in rows] == [
        ("chashan", False),
        ("hongmei", True),
        ("lanling", True),
    ]
    assert rows[0].share.n == 200


def test_large_cells_are_all_shown():
    rows = breakdown(I52, counts(hongmei=30, lanling=40), "area")
    assert [row.share.n for row in rows] == [30, 40]


def test_cells_outside_the_base_are_not_there():
    young = tally([Record(Cell(area="hongmei", age="a14_17"), [(measure_subject(I52), "yes")])] * 50)
    assert breakdown(I52, young, "area") == []
