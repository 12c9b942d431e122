"""Ten changes: what each touches is found in the source, and the names of folders lead to most of it."""

import pytest

from tools.changes import CHANGES, ROOT, Change, found, points, report, touched

# Measured when a kind of question had become a record; it may rise.
LEAST = 98


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.title)
def test_a_change_is_made_somewhere(change):
    files = touched(change)
    assert files
    assert [name for name in files if not (ROOT / name).is_file()] == []
    assert all((ROOT / folder).exists() for folder in change.folders if folder.endswith(("/", ".py")))


def test_the_rule_of_working_days_stands_in_one_file():
    change = next(change for change in CHANGES if change.title == "the rule of working days")
    assert touched(change) == ["portal/directory/workdays.py"]


def test_points_are_tenths_of_the_files_that_are_found():
    change = Change("x", "x", ("cells/rubrics/",))
    files = ["cells/rubrics/hospital.yaml", "cells/operations/rubrics.py", "cells/models/scheme.py"]
    assert found(change, files) == files[:1]
    assert [points(change, files), points(change, files[:1]), points(change, files[1:])] == [3, 10, 0]


def test_the_house_is_no_harder_to_find_ones_way_in():
    *_lines, total = report()
    assert int(total.split()[0]) >= LEAST
