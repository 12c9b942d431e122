"""Documents by pikepdf, python-docx and openpyxl: honest ones that tell much, and hostile ones."""

import io
import warnings
import zipfile
from collections.abc import Callable

import pikepdf
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.portal.evidence import samples

# What must be in no file that anybody sees, in any case and coding.
SECRETS = (b"zhang san", b"zhangsan", b"acme company", b"example lane", b"wps-secret", b"sn-7654321", b"wgs-84")
AUTHOR = "Zhang San"
PATH = "C:\\Users\\zhangsan\\book.xlsx"
Change = Callable[[Pdf, Dictionary], None]


def pdf(change: Change | None = None, *, compressed=True, **options) -> bytes:
    """A page with whatever `change` adds; as all modern programs write it, its objects are packed (PDF 1.5)."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    if change:
        change(document, page.obj)
    mode = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)  # fields that no form lists
        document.save(target, object_stream_mode=mode, **options)
    return target.getvalue()


def acts(action: str, **more) -> Dictionary:
    return Dictionary(S=Name(f"/{action}"), **more)


def mark(subtype: str, **more) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=[0, 0, 10, 10], **more)


def _tell(document: Pdf, page: Dictionary) -> None:
    document.docinfo["/Author"] = document.docinfo["/Title"] = AUTHOR
    document.docinfo["/Company"] = "ACME Company"
    with document.open_metadata() as facts:
        facts["dc:creator"] = [AUTHOR]
    note = Stream(document, f"<x:xmpmeta>{AUTHOR}</x:xmpmeta>".encode())
    page.Metadata, page.LastModified = note, "D:20260501"
    page.PieceInfo = Dictionary(WPS=Dictionary(Private="wps-secret"))
    photo = document.make_indirect(_photo(document))
    photo.Metadata, page.Thumb = note, photo
    page.Resources = Dictionary(XObject=Dictionary(Photo=photo))
    words = mark("Text", T=AUTHOR, Contents="Please check", M="D:20260501", NM="zhangsan-1")
    link = mark("Link", A=acts("URI", URI="https://example.org/"))
    disk = mark("Link", A=acts("URI", URI="file:///C:/Users/zhangsan/a.doc"))
    field = mark("Widget", FT=Name.Tx, T="holder", V="Unit")
    page.Annots = Array([document.make_indirect(item) for item in (words, link, disk, field)])


def _photo(document: Pdf) -> Stream:
    photo = Stream(document, samples.camera_jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48)
    photo.BitsPerComponent, photo.ColorSpace, photo.Filter = 8, Name.DeviceRGB, Name.DCTDecode
    return photo


def telling_pdf() -> bytes:
    """Author, company, program, notes, a photo with its camera's data: what pages and people leave behind."""
    return pdf(_tell, compressed=False)


def with_parts(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return samples.zipped(parts)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return change


def telling_docx() -> bytes:
    """By python-docx: properties, a comment, a photo, changes under two names, a template on somebody's disk."""
    document = Document()
    facts = document.core_properties
    facts.author, facts.last_modified_by, facts.comments = AUTHOR, AUTHOR, "ACME Company"
    run = document.add_paragraph().add_run("Ledger 台账")
    document.add_comment(run, text="Look here", author=AUTHOR, initials="ZS")
    document.add_picture(io.BytesIO(samples.camera_jpeg()))
    file = io.BytesIO()
    document.save(file)

    def change(parts: dict[str, bytes]) -> None:
        named = b'w:id="77" w:author="Zhang San" w:date="2026-05-01T09:30:00Z"'
        changes = b"<w:p w:rsidR='00AB12CD'><w:ins %b><w:r><w:t>added words</w:t></w:r></w:ins>" % named
        changes += b"<w:del %b><w:r><w:delText>deleted by zhangsan</w:delText></w:r></w:del></w:p>" % named
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", changes + b"<w:sectPr", 1)
        template = samples.relations(("attachedTemplate", "file:///C:/Users/zhangsan/Normal.dotm"), outside=True)
        parts["word/_rels/settings.xml.rels"] = template.encode()
        attached = b'<w:attachedTemplate xmlns:r="%b" r:id="rId1"/></w:settings>' % samples.KINDS.encode()
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"</w:settings>", attached)

    return with_parts(file.getvalue(), change)


def telling_xlsx() -> bytes:
    """By openpyxl: properties, a note that begins with its author's name, the path where the book lay."""
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    sheet = book.active
    sheet.append(["台账", 1, "=SUM(B1:B1)"])
    sheet["A1"].comment = Comment(f"{AUTHOR}:\nPlease check", AUTHOR)
    sheet["A2"] = "disk"
    sheet["A2"].hyperlink = "file:///C:/Users/zhangsan/a.xlsx"
    sheet["A3"] = "web"
    sheet["A3"].hyperlink = "https://example.org/"
    file = io.BytesIO()
    book.save(file)
    space = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"
    path = f'<x15ac:absPath xmlns:x15ac="{space}" url="{PATH}"/><fileSharing userName="{AUTHOR}"/><bookViews'
    return with_parts(file.getvalue(), replaced("xl/workbook.xml", "<bookViews", path))


def without_heading(data: bytes) -> bytes:
    """The book with a note that does not begin with its author's name."""
    part = next(name for name in parts_of(data) if "comment" in name and name.endswith(".xml") and "rels" not in name)
    return with_parts(data, replaced(part, f"{AUTHOR}:", "Note:"))


def tells(data: bytes) -> list[bytes]:
    """Which secrets a file holds, in itself or in a part or stream of it."""
    texts = [data]
    if data.startswith(b"PK"):
        texts += parts_of(data).values()
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as document:
            objects = [item for item in document.objects if isinstance(item, pikepdf.Object)]
            texts += [item.unparse(resolved=True) for item in objects]
            texts += [item.read_raw_bytes() for item in objects if isinstance(item, Stream)]
    found = b"\n".join([*texts, *(text.replace(b"\0", b"") for text in texts)]).lower()
    return [secret for secret in SECRETS if secret in found]
