"""PDF files are parsed: what acts is refused wherever it stands, what tells of people goes."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Stream

from portal.evidence.child.pdf import clean_pdf
from portal.evidence.child.unfit import UnfitError
from tests.portal.evidence import papers, samples
from tests.portal.evidence.papers import acts, mark, pdf

SCRIPT = acts("JavaScript", JS="app.alert(1)")


def refused(data: bytes) -> str:
    with pytest.raises(UnfitError) as caught:
        clean_pdf(data)
    return caught.value.code


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def made(document, value):
    """An object of this document alone, though the same words go into many."""
    fresh = value(document) if callable(value) else Object.parse(value.unparse())
    return document.make_indirect(fresh)


def root(**entries):
    def change(document, _page):
        for key, value in entries.items():
            document.Root[f"/{key}"] = made(document, value)

    return change


def on_page(*marks, **entries):
    def change(document, page):
        page.Annots = Array([made(document, item) for item in marks])
        for key, value in entries.items():
            page[f"/{key}"] = made(document, value)

    return change


def attachment(document):
    file = Dictionary(F=Stream(document, b"MZ"))
    return Dictionary(Type=Name.Filespec, F="a.exe", EF=file)


HOSTILE = {
    "script on opening": root(OpenAction=SCRIPT),
    "script by name": root(Names=Dictionary(JavaScript=Dictionary(Names=["a", SCRIPT]))),
    "script after a harmless step": root(OpenAction=acts("GoTo", D=["x"], Next=SCRIPT)),
    "script in a list of steps": root(OpenAction=acts("GoTo", D=["x"], Next=Array([SCRIPT]))),
    "address on opening": root(OpenAction=acts("URI", URI="https://example.org/")),
    "address when closed": root(AA=Dictionary(WC=acts("URI", URI="https://example.org/"))),
    "program on opening": root(OpenAction=acts("Launch", F="cmd.exe")),
    "program behind a link": on_page(mark("Link", A=acts("Launch", F="cmd.exe"))),
    "script of a page": on_page(AA=Dictionary(O=SCRIPT)),
    "script of a field": on_page(mark("Widget", FT=Name.Tx, T="a", AA=Dictionary(K=SCRIPT))),
    "script in the outline": root(Outlines=Dictionary(First=Dictionary(Title="x", A=SCRIPT))),
    "form sent away": on_page(mark("Widget", FT=Name.Btn, T="a", A=acts("SubmitForm", F="https://example.org/"))),
    "data taken in": on_page(mark("Link", A=acts("ImportData", F="a.fdf"))),
    "attached file": root(Names=lambda d: Dictionary(EmbeddedFiles=Dictionary(Names=["a", attachment(d)]))),
    "attached to the page": on_page(lambda d: mark("FileAttachment", FS=attachment(d))),
    "associated file": root(AF=lambda d: Array([attachment(d)])),
    "into an attached file": on_page(mark("Link", A=acts("GoToE", D=["x"]))),
    "film": on_page(mark("Screen", A=acts("Rendition", OP=0))),
    "rich media": on_page(mark("RichMedia", RichMediaContent=Dictionary())),
    "sound": on_page(mark("Sound")),
    "space": on_page(mark("3D")),
    "portfolio": root(Collection=Dictionary()),
    "form of another kind": root(AcroForm=lambda d: Dictionary(Fields=[], XFA=Stream(d, b"<xdp/>"))),
}


@pytest.mark.parametrize("compressed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_acts_or_holds_a_file_is_refused(change, compressed):
    assert refused(pdf(change, compressed=compressed)) == "active"


def test_in_a_packed_file_nothing_of_it_can_be_read_by_eye():
    data = pdf(HOSTILE["script on opening"])
    assert b"/ObjStm" in data
    assert b"JavaScript" not in data
    assert b"OpenAction" not in data


def test_a_name_in_disguise_is_the_same_name():
    data = samples.pdf(b"<</S/J#61vaScript>>", root=b"/OpenAction 4 0 R")
    assert b"JavaScript" not in data
    assert refused(data) == "active"


@pytest.mark.parametrize(
    "change",
    [
        lambda d, page: page.__setitem__("/Contents", d.make_indirect(Stream(d, b"", F="https://example.org/a"))),
        lambda d, page: page.__setitem__(
            "/Resources",
            Dictionary(XObject=Dictionary(A=d.make_indirect(Stream(d, b"", Subtype=Name.Form, Ref=Dictionary(F="a"))))),
        ),
    ],
    ids=["stream", "form"],
)
def test_what_is_fetched_from_elsewhere_is_refused(change):
    assert refused(pdf(change)) == "remote"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "locked"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="")), "locked"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b", R=4)), "locked"),
        (pdf()[:-40], "damaged"),
        (pdf()[: len(pdf()) // 2], "damaged"),
        (samples.pdf()[:-40], "damaged"),
        (b"%PDF-1.7\n<html><script>alert(1)</script></html>", "damaged"),
        (b"%PDF-1.7\nstartxref\n5\n%%EOF", "damaged"),
        (b"%PDF-1.7\nxref\n0 1\nstartxref\n9\n%%EOF", "damaged"),
        (pdf(lambda d, page: d.pages.__delitem__(0)), "damaged"),
    ],
)
def test_locked_and_broken_files_are_refused(data, code):
    assert refused(data) == code


def test_links_forms_and_the_first_page_stay():
    def change(document, page):
        document.Root.OpenAction = Array([page, Name.Fit])
        document.Root.AcroForm = Dictionary(Fields=[])
        on_page(mark("Link", A=acts("URI", URI="https://example.org/")), mark("Widget", FT=Name.Tx, T="a", V="b"))(
            document, page
        )

    with opened(clean_pdf(pdf(change))) as clean:
        link, field = clean.pages[0].Annots
        assert str(link.A.URI) == "https://example.org/"
        assert (str(field.T), str(field.V)) == ("a", "b")
        assert clean.Root.OpenAction[1] == "/Fit"


def test_nothing_tells_of_people():
    data = papers.telling_pdf()
    assert {b"zhang san", b"acme company", b"wps-secret", b"sn-7654321", b"wgs-84"} <= set(papers.tells(data))
    clean = clean_pdf(data)
    assert papers.tells(clean) == []
    with opened(clean) as document:
        assert not document.trailer.keys() & {"/Info", "/DocChecksum"}
        words, link, disk, field = document.pages[0].Annots
        assert str(words.Contents) == "Please check"
        assert str(field.T) == "holder"
        assert "/A" in link
        assert "/A" not in disk
        photo = document.pages[0].Resources.XObject.Photo
        assert pikepdf.PdfImage(photo).as_pil_image().size == (64, 48)


def test_earlier_states_of_a_file_go():
    """What was appended hides what was before; it is still there in the bytes."""

    def write(document, page):
        page.Contents = document.make_indirect(Stream(document, b"(zhangsan) Tj"))

    data = pdf(write, compressed=False, compress_streams=False)
    with opened(data) as document:
        number, size = document.pages[0].Contents.objgen[0], len(document.objects) + 1
    at = len(data)
    update = b"%d 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer<</Size %d/Root 1 0 R/Prev %d>>\n" % (size, int(data.rsplit(b"startxref\n", 1)[1].split()[0]))
    data += update + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(update))
    assert b"zhangsan" in data
    clean = clean_pdf(data)
    assert papers.tells(clean) == []
    with opened(clean) as document:
        assert document.pages[0].Contents.read_bytes() == b""


def test_a_signature_goes_with_its_names_and_leaves_its_field():
    signature = Dictionary(
        Type=Name.Sig, Name="Zhang San", Location="Example Lane", ByteRange=[0, 1, 2, 3], Contents=b"x"
    )
    data = pdf(on_page(mark("Widget", FT=Name.Sig, T="seal", V=signature)))
    assert papers.tells(data)
    assert papers.tells(clean_pdf(data)) == []


def test_the_same_file_is_always_the_same_bytes():
    data = papers.telling_pdf()
    clean = clean_pdf(data)
    assert clean_pdf(data) == clean
    assert clean_pdf(clean) == clean


@pytest.mark.parametrize("codes", [["/FlateDecode", "/DCTDecode"], ["/ASCIIHexDecode", "/DCTDecode"]])
def test_a_photo_in_wrappings_is_bare_too(codes):
    photo = samples.camera_jpeg()
    wrapped = zlib.compress(photo) if codes[0] == "/FlateDecode" else photo.hex().encode() + b">"

    def change(document, page):
        stream = Stream(document, wrapped, Subtype=Name.Image, Filter=Array([Name(code) for code in codes]))
        page.Resources = Dictionary(XObject=Dictionary(A=document.make_indirect(stream)))

    with opened(clean_pdf(pdf(change))) as document:
        bare = document.pages[0].Resources.XObject.A
        assert str(bare.Filter) == "/DCTDecode"
        assert not any(secret in bare.read_raw_bytes() for secret in (samples.SERIAL, samples.GPS_MARK, b"Exif"))
