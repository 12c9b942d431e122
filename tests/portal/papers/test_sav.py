"""What the child said of a file of SPSS, as a grid. Whole files go through the door in tests/surveys/forms/test_delivery.py."""

import json
from dataclasses import replace

import pytest

from portal.papers.errors import UnreadableError
from portal.papers.files.limits import Limits
from portal.papers.files.sav import _text, grid_of_sav, is_sav

TOLD = json.dumps({"names": ["id", "q1"], "rows": [["1", "是"], ["2", ""]]}).encode()


@pytest.mark.parametrize(
    ("data", "expected"), [(b"$FL2@(#) SPSS", True), (b"$FL3@(#) SPSS", True), (b"PK\x03\x04", False), (b"", False)]
)
def test_a_file_of_spss_is_known_by_its_first_bytes(data, expected):
    assert is_sav(data) is expected


def test_the_first_row_has_the_names():
    assert grid_of_sav(TOLD, Limits()).rows == {1: ["id", "q1"], 2: ["1", "是"], 3: ["2", ""]}


@pytest.mark.parametrize(
    ("limits", "code"), [({"last_row": 2}, "far"), ({"columns": 1}, "far"), ({"signs": 6}, "signs")]
)
def test_a_file_beyond_the_limits_is_refused(limits, code):
    with pytest.raises(UnreadableError) as refused:
        grid_of_sav(TOLD, replace(Limits(), **limits))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (float("nan"), ""), (3.0, "3"), (2.5, "2.5"), ("是", "是"), (-9.0, "-9")]
)
def test_a_value_is_written_as_it_was_typed(value, text):
    assert _text(value) == text
