"""Text is cleaned once, at the door, whichever door it is; and no writer depends on that."""

import io
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from defusedxml import ElementTree
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from campaigns.forms import sheet as events
from cells.forms import batch as units
from portal.board.forms import sheet as figures
from portal.cms.forms.rich_text import Editor
from portal.cms.search import asked, indexed
from portal.home.results.ranking import scores
from portal.papers.documents.docx import paper_docx
from portal.papers.documents.paper import Figure, Paper, Table
from portal.papers.documents.xlsx import paper_xlsx
from portal.papers.errors import UnreadableError
from portal.spreadsheets import workbook
from portal.text import folded_text, narrow_text, seen_text, typed_text, xml_text
from tests.portal.papers.samples import TODAY
from tests.test_access import MATRIX, _address

ROOT = Path(__file__).parents[2]
BAD = "甲\x00\x0b乙\u200b\u202e\ufeff１\ud800丙"
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\uffff]")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\x00b", "ab"),
        ("甲\x0b乙", "甲 乙"),
        ("甲\r\n乙\r丙\u2028丁\x0b戊", "甲\n乙\n丙\n丁\n戊"),
        ("\u202d138 0013 8000\u202c", "138 0013 8000"),
        ("\ufeff红梅\u200b街道\u2060", "红梅街道"),
        ("\u3164\u2800", ""),
        ("天宁：ＡＢ１２，好", "天宁：AB12，好"),
        ("９：００", "9:00"),
        ("２０２６－１１－０３", "2026-11-03"),
        ("９７．２％", "97.2%"),
        ("ａ＠ｂ．ｃｎ", "a@b.cn"),
        ("（好）！", "（好）！"),
        ("a\tb", "a\tb"),
        ("𠮷\U000323af\U0002ebf0\ue000", "𠮷\U000323af\U0002ebf0\ue000"),
        ("\ufffe\ufdd0\U0001ffff字", "字"),
        ("葛\U000e0100", "葛\U000e0100"),
    ],
)
def test_what_is_kept_of_what_is_sent(sent, kept):
    assert typed_text(sent) == kept


@given(st.text())
def test_text_is_cleaned_once_and_for_all(text):
    for clean in (seen_text, typed_text, narrow_text, folded_text):
        kept = clean(text)
        assert not [sign for sign in kept if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in "\t\n"]
    assert typed_text(typed_text(text)) == typed_text(text)


def test_a_secret_stays_as_it_was_typed(settings, client):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.portal.text_probe.Probe"]
    answer = client.post("/account/login/", {"password": "ｐ\u200b１", "login": "ｐ\u200b１"}).json()
    assert answer["POST"] == {"password": ["ｐ\u200b１"], "login": ["p1"]}


OF_OTHERS = ("/cms/", "/cms/pages/1/edit/", "/cms/images/add/", "/account/login/", "/account/signup/")


@pytest.mark.parametrize("address", [*OF_OTHERS, *(_address(name) for name in sorted(MATRIX))])
def test_no_view_of_any_route_meets_a_sign_that_nobody_sees(settings, db, client, address):
    """Ours, the content system's and the door's: what stands last before every view finds clean text."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.portal.text_probe.Probe"]
    sent = {"q": ["甲\x00\x0b乙\u200b\u202e\ufeff１丙", "二\r\n行"], "n": "１２"}
    read = {"q": ["甲 乙1丙", "二\n行"], "n": ["12"]}
    assert client.get(address, sent).json() == {"GET": read, "POST": {}}
    assert client.post(address, sent).json() == {"GET": {}, "POST": read}


# Where text comes in past the fields of a request, and why it is clean there all the same.
PAST = {
    r"request\.body|request\.read\(": set(),
    r"""META(?:\.get\(|\[)["']QUERY_STRING""": {
        "portal/cms/middleware/requests.py",
        "portal/cms/middleware/shared.py",  # a key, and nothing is read of it
        "portal/accounts/views.py",  # handed on to the same door once more
    },
    r"CalamineWorkbook\.|open_workbook\(|csv\.reader\(|load_workbook\(": {
        "portal/papers/files/xlsx.py",
        "portal/papers/files/xls.py",
        "portal/papers/files/csv.py",
        "portal/papers/files/ods.py",
        "surveys/forms/xlsform.py",
        "portal/cms/models/blocks.py",  # a field of the request, as all others
        "portal/statistics/cases/tables.py",  # our own files
    },
}


@pytest.mark.parametrize("way", PAST)
def test_no_text_comes_in_by_a_way_that_is_not_known(way):
    found = {
        str(path.relative_to(ROOT))
        for room in ("portal", "cells", "campaigns", "surveys")
        for path in (ROOT / room).rglob("*.py")
        if re.search(way, path.read_text())
    }
    assert found <= PAST[way]


@pytest.mark.django_db
@pytest.mark.parametrize("room", ["units", "events", "figures"])
def test_every_column_of_every_table_reads_clean_text(room):
    columns = {
        "units": units.columns,
        "events": lambda: events.columns(TODAY),
        "figures": lambda: figures.asked_figures().columns,
    }[room]()
    assert columns
    for column in columns:
        try:
            value = column.read(BAD).value
        except UnreadableError:
            continue
        assert not UNSEEN.search(str(value)), column.name


def test_rich_text_is_cleaned_after_its_packing_is_undone():
    blocks = '{"blocks":[{"key":"a","text":"甲\\\\u000b乙\\\\u202e１","type":"unstyled","depth":0,'
    blocks += '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    html = Editor(features=["bold"]).value_from_datadict({"body": blocks.replace("\\\\", "\\")}, {}, "body")
    assert re.sub("<[^>]*>", "", html) == "甲 乙1"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        (forms.DateField(), "２０２６年１１月３日", "2026-11-03"),
        (forms.DateField(), "2026.11.3", "2026-11-03"),
        (forms.DateField(), "2026／11／3", "2026-11-03"),
        (forms.TimeField(), "9：00", "09:00:00"),
        (forms.TimeField(), "9点30分", "09:30:00"),
        (forms.IntegerField(), "１２０", "120"),
        (forms.DecimalField(), "９７．２", "97.2"),
        (forms.EmailField(), "ａ＠ｂ．ｃｎ", "a@b.cn"),
        (forms.URLField(assume_scheme="https"), "https：／／a.cn\u200b", "https://a.cn"),
    ],
)
def test_fields_read_what_people_type(language, field, typed, read):
    with override(language):
        assert str(field.clean(typed_text(typed))) == read


def test_search_finds_whatever_width_it_was_written_in():
    assert asked("ＡＢＣ　１２") == "abc 12"
    assert indexed("ＡＢＣ") == "abc"
    assert scores("ａｂｃ", [(["ABC小区"], "")]) == scores("abc", [(["ＡＢＣ小区"], "")]) > [0]


def test_writers_are_safe_by_themselves():
    book = load_workbook(io.BytesIO(workbook("表", [BAD], [[BAD]])))
    assert [cell.value for row in book.active for cell in row] == ["甲乙\u200b\u202e\ufeff１丙"] * 2
    table = Table(BAD, [BAD], [[BAD], [Figure(1, BAD)]], BAD)
    paper = Paper(
        title=BAD, number=BAD, issuer=BAD, day=BAD, lines=[BAD], paragraphs=[BAD], tables=[table], notes=[BAD]
    )
    assert paper_docx(paper).startswith(b"PK")
    assert load_workbook(io.BytesIO(paper_xlsx(paper))).active["A5"].value == 1


@given(st.text())
def test_xml_takes_what_is_left_of_any_text(text):
    made = f"<a>{xml_text(text).replace('&', '').replace('<', '').replace('>', '')}</a>"
    assert ElementTree.fromstring(made).tag == "a"


def test_python_knows_no_sign_that_is_none():
    """All codes by their kind: what goes is what is named, and nothing that may be written."""
    gone = {
        code
        for code in range(sys.maxunicode + 1)
        if seen_text(f"a{chr(code)}一") == "a一" and unicodedata.category(chr(code)) not in {"Cc", "Cf", "Cs"}
    }
    nothing = {code for code in range(sys.maxunicode + 1) if code & 0xFFFE == 0xFFFE} | set(range(0xFDD0, 0xFDF0))
    assert gone - nothing == {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
