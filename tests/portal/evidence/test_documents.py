"""UPL-06: documents are looked into without being unpacked."""

import contextlib
import io
import zipfile

import pytest
from openpyxl import Workbook

from portal.evidence import documents
from portal.evidence.documents import check_office, check_pdf, is_active
from portal.evidence.enums import Refusal
from portal.evidence.errors import RefusedFileError
from portal.evidence.intake import clean
from portal.evidence.limits import DEFAULT, Limits
from portal.evidence.signatures import DOCX, XLSX
from tests.portal.evidence import samples

ZEROS = b"\0" * 5_000_000


def refused_office(data: bytes, limits: Limits = DEFAULT) -> Refusal:
    with pytest.raises(RefusedFileError) as caught:
        check_office(data, limits)
    return caught.value.code


def refused_pdf(data: bytes) -> Refusal:
    with pytest.raises(RefusedFileError) as caught:
        check_pdf(data)
    return caught.value.code


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


def test_documents_of_real_programs_pass():
    book = io.BytesIO()
    workbook = Workbook()
    workbook.active.append(["台账", 1])
    workbook.save(book)
    assert check_office(book.getvalue(), DEFAULT) == XLSX
    assert check_office(samples.office(), DEFAULT) == DOCX


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (samples.office({"word/media/big.bin2": ZEROS}), Refusal.BOMB),
        (samples.office({f"word/{n}.xml": "" for n in range(1000)}), Refusal.BOMB),
        (overlapping(), Refusal.BOMB),
        (samples.office({"[Content_Types].xml": samples.TYPES % (" " * 5_000_000)}), Refusal.BOMB),
        (samples.locked_office(), Refusal.LOCKED),
        (samples.office({"word/vbaProject.bin": b"x"}), Refusal.ACTIVE),
        (samples.office({"word/embeddings/oleObject1.bin": b"x"}), Refusal.ACTIVE),
        (samples.office({"word/embeddings/inner.docx": b"x"}), Refusal.ACTIVE),
        (samples.office({"word/activeX/activeX1.xml": "<x/>"}), Refusal.ACTIVE),
        (
            samples.office(types=samples.TYPES % "<x t='application/vnd.ms-word.document.macroEnabled.main+xml'/>"),
            Refusal.ACTIVE,
        ),
        (samples.office(main="ppt/presentation.xml"), Refusal.ARCHIVE),
        (samples.office(main="index.html"), Refusal.ARCHIVE),
        (samples.office({"_rels/.rels": "<broken"}), Refusal.DAMAGED),
        (samples.office({"_rels/.rels": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), Refusal.DAMAGED),
        (samples.office()[:200], Refusal.DAMAGED),
        (b"PK\x03\x04" + b"\0" * 100, Refusal.DAMAGED),
    ],
)
def test_office_files_that_are_not_taken(data, code):
    assert refused_office(data) == code


def test_an_office_file_needs_its_relations():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", samples.TYPES % "")
        archive.writestr("word/document.xml", "<x/>")
    assert refused_office(file.getvalue()) == Refusal.DAMAGED


def test_a_small_part_that_is_not_small_is_not_read(monkeypatch):
    monkeypatch.setattr(documents, "PART_BYTES", 10)
    assert refused_office(samples.office()) == Refusal.BOMB


def test_limits_of_an_archive():
    assert refused_office(samples.office(), Limits(archive_bytes=100)) == Refusal.BOMB
    assert refused_office(samples.office(), Limits(archive_entries=2)) == Refusal.BOMB


def test_a_huge_archive_is_refused_without_unpacking(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *args: pytest.fail("unpacked"))
    assert refused_office(samples.office({"word/media/big.dat": ZEROS})) == Refusal.BOMB


@pytest.mark.parametrize(
    ("name", "active"),
    [
        ("xl/printerSettings/printerSettings1.bin", False),
        ("word/media/image1.png", False),
        ("xl/worksheets/sheet1.xml", False),
        ("xl/vbaProject.bin", True),
        ("word/media/x.EXE", True),
        ("customXml/x.zip", True),
    ],
)
def test_is_active(name, active):
    assert is_active(name) is active


def test_a_whole_pdf_passes():
    check_pdf(samples.pdf())
    # Programs that save again append a second end.
    check_pdf(samples.pdf() + samples.pdf()[-60:])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (samples.pdf()[:-40], Refusal.DAMAGED),
        (b"%PDF-1.7\n<html><script>alert(1)</script></html>", Refusal.DAMAGED),
        (b"%PDF-1.7\nstartxref\n5\n%%EOF", Refusal.DAMAGED),
        (b"%PDF-1.7\nxref\n0 1\nstartxref\n9\n%%EOF", Refusal.DAMAGED),
        (samples.pdf(trailer=b"/Encrypt 9 0 R"), Refusal.LOCKED),
        (samples.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), Refusal.ACTIVE),
        (samples.pdf(b"<</S/J#61vaScript>>"), Refusal.ACTIVE),
        (samples.pdf(b"<</S/Launch/F(cmd.exe)>>"), Refusal.ACTIVE),
        (samples.pdf(b"<</EmbeddedFiles 4 0 R>>"), Refusal.ACTIVE),
    ],
)
def test_pdf_files_that_are_not_taken(data, code):
    assert refused_pdf(data) == code


def test_inj_04_what_a_file_refers_to_is_not_fetched(canary):
    address = canary.address.encode()
    relation = b'<Relationships><Relationship TargetMode="External" Target="%s"/></Relationships>' % address
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("word/_rels/document.xml.rels", relation)
    page = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI(" + address + b")>>>>endobj\n%%EOF"
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="' + address + b'"/></svg>'
    for name, data in (("a.docx", file.getvalue()), ("a.pdf", page), ("a.svg", drawing), ("a.jpg", drawing)):
        with contextlib.suppress(RefusedFileError):
            clean(data, name=name)
