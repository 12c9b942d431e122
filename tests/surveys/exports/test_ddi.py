"""The codebook for archives says what the SPSS file holds."""

from xml.etree import ElementTree as ET

from surveys.exports.ddi import SPACE, codebook_ddi
from surveys.exports.microdata import numbers_of
from surveys.results.microdata import columns_of
from tests.factories import surveys as factory
from tests.factories.own_survey import own_wave

NAMES = {"d": SPACE}


def test_each_column_is_a_variable_with_its_numbers_and_what_is_missing(db):
    factory.CommunityFactory()
    wave = own_wave()
    columns = columns_of(wave.version.questionnaire, {})
    book = ET.fromstring(codebook_ddi(wave, columns, 40))
    variables = {row.get("name"): row for row in book.iterfind("d:dataDscr/d:var", NAMES)}
    assert list(variables) == [column.name for column in columns]
    assert {"mode", "mode_2", "q_1_name_sort"} <= set(variables)
    (score,) = [column for column in columns if column.name == "score"]
    categories = variables["score"].findall("d:catgry", NAMES)
    assert [row.findtext("d:catValu", "", NAMES) for row in categories] == [
        f"{n:g}" for n in numbers_of(score).values()
    ]
    assert [row.findtext("d:catValu", "", NAMES) for row in categories if row.get("missing")] == ["-8"]
    assert variables["since"].find("d:varFormat", NAMES).get("type") == "character"
    assert book.findtext("d:fileDscr/d:fileTxt/d:dimensns/d:caseQnty", "", NAMES) == "40"
    assert book.findtext("d:stdyDscr/d:citation/d:titlStmt/d:titl", "", NAMES) == wave.survey.title
