"""The same table out of many programs, and what was broken or made to harm."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.papers.errors import UnreadableError
from portal.papers.files import read_grid
from portal.papers.files.limits import Limits
from tests.portal.papers.samples import ASKED, COLUMNS, WRITTEN, book, changed, rows, table

SHEET = "xl/worksheets/sheet1.xml"
FILES = sorted(
    path.name
    for path in WRITTEN.iterdir()
    if path.suffix in {".xlsx", ".xlsm", ".xls", ".ods", ".csv"} and not path.name.startswith("odd")
)
# What the table says: title, day, from, people; the joined day is a day of both rows where the format can join.
SAID = [
    ("旧衣交换", "2026-11-03", "09:30", "1200"),
    ("分类宣讲", "2026-11-03", "14:00", "120"),
    ("入户走访", "2026-11-04", "14:00", "120"),
]


def said(row):
    return tuple(row.cells[column.name].shown for column in COLUMNS[:4] if column.name in row.cells)


def refused(data, limits=None):
    with pytest.raises(UnreadableError) as found:
        read_grid(data, limits) if limits else read_grid(data)
    return found.value.code


@pytest.mark.parametrize("name", FILES)
def test_a_table_is_the_same_whoever_wrote_it(name):
    found = rows((WRITTEN / name).read_bytes())
    joins = name.startswith("libreoffice.")
    wanted = [line if joins or line[0] != "分类宣讲" else (line[0], "", *line[2:]) for line in SAID]
    assert [said(row) for row in found[:3]] == wanted
    assert all(row.errors == [] for row in found[:3])
    if name.startswith(("libreoffice", "xlsxwriter", "xlwt")):
        assert [str(row.values["share"]) for row in found[:3]] == ["97.2", "50", "33.333333"]
    if name.startswith(("libreoffice", "xlsxwriter")):
        assert [(column, error.code, error.values["word"]) for column, error in found[3].errors] == [
            ("people", "error", "#DIV/0!")
        ]
    if name.startswith("libreoffice"):
        assert [row.number for row in found] == [4, 5, 7, 8]
        assert table((WRITTEN / name).read_bytes()).left_out == [(9, "sum")]


def test_the_name_of_a_file_is_not_asked_an_et_of_wps_is_an_old_workbook():
    assert len(read_grid((WRITTEN / "xlwt.xls").read_bytes()).rows) == 5


def test_a_strict_workbook():
    strict = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }

    def purl(part):
        for old, new in strict.items():
            part = part.replace(old, new)
        return part

    data = (WRITTEN / "libreoffice.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    assert [said(row) for row in rows(changed(data, dict.fromkeys(names, purl)))[:3]] == SAID


def test_b07_styles_that_openpyxl_cannot_read():
    data = changed(
        book(["标题", "日期"], ["甲", "2026-11-03"]),
        {"xl/styles.xml": lambda part: part.replace(b"<fill><patternFill /></fill>", b"<fill/>", 1)},
    )
    assert len(rows(data)) == 1


def test_a_workbook_with_a_picture_and_blanks_between_its_parts():
    data = changed(
        book(["标题", "日期"], ["甲", "2026-11-03"]),
        {SHEET: lambda part: part.replace(b"><", b">\n<"), "xl/media/image1.png": b"\x89PNG", "xl/empty.xml": b""},
    )
    assert len(rows(data)) == 1


def test_parts_named_as_windows_names_them():
    """As an attendance system here writes its reports."""
    data, file = book(["标题", "日期"], ["甲", "2026-11-03"]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\"), old.read(name))
    assert len(rows(file.getvalue())) == 1


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_any_usual_encoding_with_any_usual_separator(coding, separator):
    lines = [
        ["标题", "日期", "参与人数"],
        ["集市, 摆摊; 换物", "2026-11-03", "120"],
        [],
        ["甲\n乙", "11月4日", '"约"120'],
    ]
    text = "\r\n".join(separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines)
    found = rows(text.encode(coding))
    assert [(row.number, row.values.get("title")) for row in found] == [(2, "集市, 摆摊; 换物"), (4, "甲\n乙")]


def test_csv_that_says_its_separator_and_csv_of_our_own():
    found = rows("sep=;\r\n标题;日期\r\n'=1+1;2026-11-03\r\n'90后;2026-11-03".encode())
    assert [(row.number, row.values["title"]) for row in found] == [(3, "=1+1"), (4, "'90后")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "kind"),
        (b"%PDF-1.7\n\x81\xff\xff", "kind"),
        ("标题".encode() + b"\xff", "kind"),
        (b"<html><table><tr><td>x</td></tr></table>", "markup"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "markup"),
        (b"PK\x03\x04 no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (("标题," + "长" * 200_000).encode(), "damaged"),
        (("标题," + "长" * 6_000).encode(), "cell_long"),
        (("\n".join("长" * 4_000 for _row in range(101))).encode(), "signs"),
        (("标题" + "," * 200 + "x").encode(), "far"),
        (b"a,b" + b"\n" * 20_001 + b"c,d", "far"),
    ],
)
def test_what_is_no_table_is_told_in_its_own_word(data, code):
    assert refused(data) == code


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(**{"word__document.xml": "<w/>"}), "no_table"),
        (zipped(**{"xl__workbook.bin": "x"}), "binary"),
        (zipped(**{"Index__Document.iwa": "x"}), "numbers"),
        (zipped(**{"xl__workbook.xml": "<workbook/>"}), "no_table"),
        (zipped(**{"xl__workbook.xml": ""}), "no_table"),
        (zipped(**{"xl__workbook.xml": '<!DOCTYPE x [<!ENTITY a "aa">]><workbook>&a;</workbook>'}), "damaged"),
        (zipped(**{f"{number}.xml": "x" for number in range(1001)}), "unpacked"),
        (changed(book(["标题"]), {SHEET: lambda part: part[: len(part) // 2]}), "damaged"),
        (changed(book(["标题"]), {SHEET: lambda part: part.replace(b'r="A1"', b'r="XFD1048576"')}), "far"),
        (changed(book(["标题"]), {SHEET: lambda part: part.replace(b'row r="1"', b'row r="x"')}), "damaged"),
        (changed(book(["标题"]), {SHEET: lambda part: part.replace(b"<c ", b"<c t='n' ")}), "damaged"),
        (changed(book(["标题"]), {SHEET: b"<worksheet/>" + b" " * 30_000_000}), "unpacked"),
    ],
)
def test_an_archive_that_holds_no_table_or_too_much(data, code):
    assert refused(data) == code


def test_an_archive_that_lies_about_its_sizes_unpacks_no_more_than_it_says():
    data = bytearray(changed(book(["标题"]), {"xl/styles.xml": b"<styleSheet/>" + b" " * 1_000_000}))
    at = data.rindex(b"xl/styles.xml") - 46 + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    assert refused(bytes(data)) == "damaged"


def test_a_file_with_a_password():
    file = bytearray(zipped(**{"xl__workbook.xml": "<workbook/>"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        file[file.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    assert refused(bytes(file)) == "locked"
    ods = (WRITTEN / "libreoffice.ods").read_bytes()
    sealed = changed(ods, {"META-INF/manifest.xml": lambda part: part.replace(b"</", b"<encryption-data/></", 1)})
    assert refused(sealed) == "locked"


@pytest.mark.parametrize(("name", "code"), [("hidden.xls", "no_table"), ("far.xls", "far"), ("letter.doc", "no_table")])
def test_an_old_file_without_a_table_of_ours(name, code):
    assert refused((WRITTEN / f"odd-{name}").read_bytes()) == code


def test_an_old_workbook_with_a_password():
    data = (WRITTEN / "xlwt.xls").read_bytes()
    assert refused(data.replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)) == "locked"


def test_what_calamine_cannot_read_is_damaged():
    data = (WRITTEN / "libreoffice.xlsx").read_bytes()
    assert refused(changed(data, {"xl/sharedStrings.xml": lambda part: part[:-40]})) == "damaged"


def test_the_limit_of_bytes_is_told():
    assert refused(b"x" * 11, Limits(file_bytes=10)) == "too_large"


def test_a_book_of_hidden_sheets_has_no_table():
    with pytest.raises(UnreadableError, match="no_table"):
        read_grid(
            changed(
                book(["标题"]), {"xl/workbook.xml": lambda part: part.replace(b'state="visible"', b'state="hidden"')}
            )
        )
    hidden = changed(
        (WRITTEN / "pandas.ods").read_bytes(),
        {
            "content.xml": lambda part: part.replace(
                b"<table:table table:name=",
                b'<style:style style:name="h"><style:table-properties table:display="false"/></style:style><table:table table:style-name="h" table:name=',
                1,
            )
        },
    )
    assert refused(hidden) == "no_table"


@pytest.mark.parametrize(
    "name", ["libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls", "libreoffice-tab-utf16.csv"]
)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_broken_file_is_read_or_refused_and_never_stumbles(name, data):
    whole = bytearray((WRITTEN / name).read_bytes())
    for _hit in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(whole) // 2, len(whole)))
    found = []
    try:
        table(bytes(whole[:cut]), ASKED)
    except UnreadableError as error:
        found.append(error.code)
    assert "" not in found
