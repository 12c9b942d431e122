"""UPL-06: Office files are parsed, within limits: what acts or fetches is refused, what tells of people goes."""

import contextlib
import io
import zipfile

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from portal.evidence.child import package
from portal.evidence.child.limits import DEFAULT, Limits
from portal.evidence.child.office import clean_office
from portal.evidence.child.unfit import UnfitError
from portal.evidence.errors import RefusedFileError
from portal.evidence.intake import clean
from tests.portal.evidence import papers, samples
from tests.portal.evidence.samples import office, relations

ZEROS = b"\0" * 5_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "word/_rels/document.xml.rels"


def refused(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(UnfitError) as caught:
        clean_office(data, limits)
    return caught.value.code


def fresh(data: bytes) -> bytes:
    return clean_office(data, DEFAULT)[1]


def related(kind: str, target: str = "word/other.xml", *, outside=False, more="", main="word/document.xml") -> bytes:
    """A file whose main part is related to one more part."""
    folder, base = main.split("/")
    parts = {f"{folder}/_rels/{base}.rels": relations((kind, target if outside else f"/{target}"), outside=outside)}
    return office(parts if outside else parts | {target: "<x/>"}, main=main, more=more)


def worded(body: str) -> bytes:
    """A DOCX with these paragraphs."""
    return office({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def overlapping() -> bytes:
    """A ZIP whose directory names the same packed bytes many times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            archive.writestr(name, "<x/>" * 400)
        for number in range(20):
            twin = zipfile.ZipInfo(f"word/{number}.xml")
            first = archive.filelist[0]
            twin.header_offset, twin.compress_size, twin.file_size = 0, first.compress_size, first.file_size
            twin.CRC, twin.compress_type = first.CRC, first.compress_type
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (office({"word/media/big.bin2": ZEROS}), "bomb"),
        (office({f"word/{n}.xml": "" for n in range(1000)}), "bomb"),
        (overlapping(), "bomb"),
        (samples.locked_office(), "locked"),
        (office(type_="application/vnd.ms-word.document.macroEnabled.main+xml"), "active"),
        (office(main="ppt/presentation.xml"), "archive"),
        (office(main="index.html"), "archive"),
        (samples.zipped({"a.txt": "x"}), "archive"),
        (office({"_rels/.rels": "<broken"}), "damaged"),
        (office({"_rels/.rels": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "damaged"),
        (office({"word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}), "damaged"),
        (office({"WORD/Document.xml": "<x/>"}), "damaged"),
        (office()[:200], "damaged"),
        (office()[:-30], "damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
    ],
)
def test_upl_06_office_files_that_are_not_taken(data, code):
    assert refused(data) == code


def test_upl_06_limits_of_an_archive(monkeypatch):
    assert refused(office(), Limits(archive_bytes=100)) == "bomb"
    assert refused(office(), Limits(archive_entries=2)) == "bomb"
    monkeypatch.setattr(package, "PART_BYTES", 10)
    assert refused(office()) == "bomb"


def test_upl_06_a_huge_archive_is_refused_without_unpacking(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *args: pytest.fail("unpacked"))
    assert refused(office({"word/media/big.dat": ZEROS})) == "bomb"


@pytest.mark.parametrize(
    "kind",
    [
        "vbaProject",
        "oleObject",
        "package",
        "control",
        "aFChunk",
        "video",
        "something/new",
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        "http://schemas.microsoft.com/office/2006/relationships/activeXControlBinary",
    ],
)
def test_programs_and_attached_files_are_refused(kind):
    assert refused(related(kind)) == "active"


@pytest.mark.parametrize("kind", ["image", "oleObject", "subDocument", "frame", "video", "something/new", "styles"])
def test_what_lies_outside_is_refused_whatever_it_is(kind):
    assert refused(related(kind, "https://example.org/a", outside=True)) == "remote"
    assert refused(related(kind, "\\\\server\\share\\a", outside=True)) == "remote"


@pytest.mark.parametrize("kind", ["externalLink", "connections", "queryTable", "volatileDependencies"])
def test_other_books_and_sources_are_refused(kind):
    assert refused(related(kind, "xl/other.xml", main="xl/workbook.xml")) == "remote"


def test_a_part_is_what_its_relation_and_its_type_say():
    """A program under the name of a picture, in a type that nothing shows."""
    hidden = '<Override PartName="/word/other.xml" ContentType="application/vnd.ms-office.vbaProject"/>'
    assert refused(related("image", more=hidden)) == "active"


def test_a_letter_tells_nothing_and_says_the_same():
    data = papers.telling_docx()
    assert {b"zhang san", b"zhangsan", b"acme company", b"sn-7654321", b"wgs-84"} <= set(papers.tells(data))
    bare = fresh(data)
    assert papers.tells(bare) == []
    names = papers.parts_of(bare)
    assert not [name for name in names if name.startswith(("docProps", "customXml"))]
    assert not [text for text in names.values() if b"rsid" in text or b"<w:del " in text]
    document = Document(io.BytesIO(bare))
    assert [paragraph.text for paragraph in document.paragraphs][:1] == ["Ledger 台账"]
    assert "added words" in document.paragraphs[-1].text
    assert len(document.inline_shapes) == 1
    assert next(iter(document.comments)).text == "Look here"


def test_a_book_tells_nothing_and_says_the_same():
    data = papers.telling_xlsx()
    assert {b"zhang san", b"zhangsan"} <= set(papers.tells(data))
    bare = fresh(data)
    assert papers.tells(bare) == []
    sheet = load_workbook(io.BytesIO(bare)).active
    assert [cell.value for cell in sheet[1]] == ["台账", 1, "=SUM(B1:B1)"]
    assert sheet["A1"].comment.text.strip() == "Please check"
    assert (sheet["A2"].value, sheet["A2"].hyperlink) == ("disk", None)
    assert sheet["A3"].hyperlink.target == "https://example.org/"


def test_the_same_file_is_always_the_same_bytes():
    for data in (papers.telling_docx(), papers.telling_xlsx()):
        bare = fresh(data)
        assert fresh(data) == bare
        assert fresh(bare) == bare


def test_what_no_relation_leads_to_is_not_written():
    bare = fresh(office({"word/vbaProject.bin": b"x", "evil.exe": b"MZ", "customXml/item1.xml": "<x/>"}))
    assert papers.parts_of(bare).keys() == {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}


def test_a_deleted_row_of_a_table_goes():
    row = "<w:tr>%s<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc></w:tr>"
    gone = row % ('<w:trPr><w:del w:author="Zhang San"/></w:trPr>', "old")
    text = papers.parts_of(fresh(worded(f"<w:tbl>{gone}{row % ('', 'new')}</w:tbl>")))["word/document.xml"]
    assert b"new" in text
    assert b"old" not in text


def test_the_workbook_behind_a_chart_goes_and_the_chart_stays():
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    body = f'<c:chartSpace xmlns:c="{chart}" xmlns:r="{samples.KINDS}"><c:chart/><c:externalData r:id="rId1"/></c:chartSpace>'
    parts = {
        RELS: relations(("chart", "charts/chart1.xml")),
        "word/charts/chart1.xml": body,
        "word/charts/_rels/chart1.xml.rels": relations(("package", "../embeddings/book.xlsx")),
        "word/embeddings/book.xlsx": papers.telling_xlsx(),
    }
    bare = papers.parts_of(fresh(office(parts)))
    assert "word/embeddings/book.xlsx" not in bare
    assert [etree.QName(item).localname for item in etree.fromstring(bare["word/charts/chart1.xml"])] == ["chart"]


def test_inj_04_what_a_file_refers_to_is_not_fetched(canary):
    address = canary.address
    template = office({RELS: relations(("attachedTemplate", address), outside=True)})
    picture = office({RELS: relations(("image", address), outside=True)})
    entity = office({"word/document.xml": f'<!DOCTYPE x [<!ENTITY a SYSTEM "{address}">]><x>&a;</x>'})
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/></svg>'.encode()
    page = papers.pdf(lambda d, page: d.Root.__setitem__("/OpenAction", papers.acts("URI", URI=address)))
    names = {"a.docx": template, "b.docx": picture, "c.docx": entity, "a.pdf": page, "a.svg": drawing, "a.jpg": drawing}
    for name, data in names.items():
        with contextlib.suppress(RefusedFileError):
            clean(data, name=name)
