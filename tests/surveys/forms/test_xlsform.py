"""XLSForm files of others, as pyxform ships them: each is read, or its rows are named; none breaks the page."""

from pathlib import Path

import pytest
from django.utils import translation

from surveys.forms.words import unread_words
from surveys.forms.xlsform import NoXlsformError, sheets_in
from surveys.questionnaire import parse
from surveys.questionnaire.xlsform_in import definition_of
from surveys.questionnaire.xlsform_told import Unread, What

FILES = Path(__file__).parent / "xlsforms"
# File -> how many items it becomes, and what was told, by row.
READ = {
    "case_insensitivity.xlsx": (1, [(0, What.LANGUAGE), (3, What.KIND), (4, What.KIND)]),
    "choice_filter_test.xlsx": (3, [(0, What.LANGUAGE), (3, What.FILTER), (4, What.FILTER)]),
    "group.xls": (4, [(0, What.LANGUAGE)]),
    "or_other.xlsx": (2, [(0, What.LANGUAGE)]),
    "repeat_date_test.xls": (
        2,
        [(0, What.LANGUAGE), (2, What.NO_NAME), (3, What.DEVICE), (4, What.REPEAT), (8, What.NO_NAME)],
    ),
    "specify_other.xls": (1, [(0, What.LANGUAGE)]),
    "survey_no_name.xlsx": (1, [(0, What.LANGUAGE)]),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_or_its_rows_are_named(name):
    definition, told = definition_of(sheets_in((FILES / name).read_bytes()), name)
    parse(definition)
    assert (len(definition["items"]), [(each.row, each.what) for each in told]) == READ[name]


def test_what_is_no_table_is_no_xlsform():
    for content in (b"", b"type,name\n", b"PK\x03\x04", b"x" * (2 * 1024 * 1024 + 1)):
        with pytest.raises(NoXlsformError):
            sheets_in(content)


@pytest.mark.parametrize("what", What)
def test_everything_that_can_be_told_has_words_in_chinese(what):
    with translation.override("zh-hans"):
        said = unread_words(Unread(7, what, "x" * 500))
    assert "第 7 行" in said
    assert "x" * 121 not in said
    assert not {"the", "was", "of"} & set(said.split())
