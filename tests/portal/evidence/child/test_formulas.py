"""What the text of an Office file would make a program fetch or run."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from tests.portal.evidence import papers
from tests.portal.evidence.child.test_office import fresh, refused, worded


def field(*words: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{''.join(f'<w:r><w:instrText>{word}</w:instrText></w:r>' for word in words)}{end}</w:p>"


@pytest.mark.parametrize(
    "words",
    [
        ("DDE cmd /c calc",),
        (" DDEAUTO ", "c:\\cmd.exe"),
        ("DD", "EAUTO c:\\cmd.exe"),
        ("INCLUDEPICTURE https://example.org/a.png",),
        ("includetext c:\\a.doc",),
        ("LINK Excel.Sheet a.xlsx",),
    ],
)
def test_fields_that_fetch_or_run_are_refused(words):
    assert refused(worded(field(*words))) == "remote"
    assert refused(worded(f'<w:p><w:fldSimple w:instr="{"".join(words)}"/></w:p>')) == "remote"


def test_a_field_that_hides_its_name_is_refused():
    begin, end = field().removeprefix("<w:p>").removesuffix("</w:p>").split("</w:r>")[:2]
    inner = field("QUOTE 68 68 69").removeprefix("<w:p>").removesuffix("</w:p>")
    assert refused(worded(f"<w:p>{begin}</w:r>{inner}{end}</w:r></w:p>")) == "remote"


def test_fields_of_every_day_stay():
    for words in ("PAGE", "TOC \\o", "HYPERLINK \\l a", "DATE", "=1+1"):
        assert words.encode() in papers.parts_of(fresh(worded(field(words))))["word/document.xml"]


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("cmd|'/c calc'!A0", "remote"),
        ('WEBSERVICE("https://example.org")', "remote"),
        ('_xlfn.IMAGE("https://example.org")', "remote"),
        ('RTD("a",,"b")', "remote"),
        ("'C:\\a\\[other.xlsx]Sheet1'!A1", "remote"),
        ('IF(A1="a|b",1,2)', ""),
        ("'a|b'!A1", ""),
        ("SUM(Table1[image])", ""),
    ],
)
def test_formulas(formula, code):
    book = Workbook()
    book.active["A1"] = f"={formula}"
    file = io.BytesIO()
    book.save(file)
    if code:
        assert refused(file.getvalue()) == code
    else:
        assert load_workbook(io.BytesIO(fresh(file.getvalue()))).active["A1"].value == f"={formula}"
