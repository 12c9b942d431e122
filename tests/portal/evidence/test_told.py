"""UPL-01 for whoever looks closely: what mat2 and exiftool read in each file that we keep and hand out.

Files by cameras, Word's library, openpyxl, pikepdf and LibreOffice, and those that packages brought to this machine.
"""

import io
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.test import RequestFactory
from PIL import ExifTags, Image, PngImagePlugin
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal import stores
from portal.evidence.exports import respond
from portal.evidence.intake import clean
from tests.factories.evidence import StoredFileFactory
from tests.portal.cms.middleware.test_uploads import editor  # noqa: F401 - a fixture
from tests.portal.cms.test_doors import sent
from tests.portal.evidence import others, papers, samples

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NO_READERS = others.lack("mat2", "exiftool")
NO_OFFICE = others.lack("soffice")
readers = pytest.mark.skipif(bool(NO_READERS), reason=NO_READERS or "-")


def with_second_picture() -> bytes:
    """A JPEG with a second one behind it (MPF), as phones save portraits."""
    file = io.BytesIO()
    one, other = (Image.new("RGB", (60, 40), colour) for colour in ("red", "blue"))
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = papers.AUTHOR
    other.encoderinfo = {"exif": exif}
    one.save(file, "MPO", save_all=True, append_images=[other], exif=exif)
    return file.getvalue()


def told_png() -> bytes:
    facts = PngImagePlugin.PngInfo()
    for key in ("Author", "Comment", "Software"):
        facts.add_text(key, papers.AUTHOR)
    file = io.BytesIO()
    Image.new("P", (60, 40)).save(file, "PNG", pnginfo=facts, dpi=(72, 72))
    return file.getvalue() + papers.AUTHOR.encode()


PICTURES = {
    "camera.jpg": samples.camera_jpeg((300, 200)),
    "profile.jpg": samples.srgb_jpeg(),
    "pair.jpg": with_second_picture(),
    "text.png": samples.png_with_text(),
    "told.png": told_png(),
    "exif.webp": samples.webp_with_exif(),
}
DOCUMENTS = {"told.pdf": papers.telling_pdf(), "told.docx": papers.telling_docx(), "told.xlsx": papers.telling_xlsx()}
FILES = PICTURES | DOCUMENTS


def in_words(folder: Path, name: str, data: bytes) -> list[str]:
    """Everything that the two programs read in it."""
    path = folder / name
    path.write_bytes(data)
    return others.exiftool(path) + others.mat2(path)


@readers
@pytest.mark.parametrize("name", FILES)
def test_the_readers_read_what_was_sent(tmp_path, name):
    """Else they would read nothing in what is kept, either."""
    assert len(in_words(tmp_path, name, FILES[name])) > 1


@readers
@pytest.mark.parametrize("name", FILES)
def test_upl_01_evidence_tells_nothing_to_its_readers(tmp_path, now, name):
    stored = StoredFileFactory(upload=SimpleUploadedFile(name, FILES[name]), now=now)
    kept = stores.evidence().read(stored.path)
    served = b"".join(respond(RequestFactory().get("/"), stored))
    assert served == kept
    assert in_words(tmp_path, stored.name, served) == []
    assert papers.tells(served) == []


@readers
@pytest.mark.parametrize("name", PICTURES)
def test_upl_01_pictures_of_pages_tell_nothing_in_any_size(tmp_path, editor, name):  # noqa: F811
    sent(editor, "add/", PICTURES[name], name)
    image = get_image_model().objects.get()
    files = [image.file, *(image.get_rendition(spec).file for spec in ("original", "width-20", "width-20|format-webp"))]
    for file in files:
        assert in_words(tmp_path, Path(file.name).name, file.open().read()) == []


@readers
@pytest.mark.parametrize("name", DOCUMENTS)
def test_upl_01_documents_of_pages_tell_nothing(tmp_path, editor, name):  # noqa: F811
    sent(editor, "add/", DOCUMENTS[name], name, "documents")
    document = get_document_model().objects.get()
    served = editor.get(document.url)
    assert in_words(tmp_path, name, b"".join(served)) == []


def machine_files() -> list[Path]:
    """Documents that packages of this machine brought along."""
    found = [path for ending in ("pdf", "docx", "xlsx") for path in Path("/usr/share/doc").glob(f"**/*.{ending}")]
    for package in ("docx", "wagtail"):
        folder = Path(find_spec(package).origin).parent
        found += [path for ending in ("pdf", "docx", "xlsx") for path in folder.glob(f"**/*.{ending}")]
    return sorted(found)[:20]


@readers
@pytest.mark.parametrize("path", machine_files(), ids=str)
def test_upl_01_documents_of_other_people_come_through_and_tell_nothing(tmp_path, path):
    made = clean(path.read_bytes(), name=path.name)
    assert in_words(tmp_path, made.name, made.data) == []


@readers
@pytest.mark.skipif(bool(NO_OFFICE), reason=NO_OFFICE or "-")
@pytest.mark.parametrize(
    ("name", "kind"), [("told.docx", "docx:MS Word 2007 XML"), ("told.xlsx", "xlsx"), ("told.docx", "pdf")]
)
def test_upl_01_documents_by_libreoffice_come_through_and_tell_nothing(tmp_path, name, kind):
    path = tmp_path / name
    # LibreOffice takes the name before a note for words of the note; so it would be.
    unnamed = papers.without_heading(DOCUMENTS[name]) if name.endswith("xlsx") else DOCUMENTS[name]
    path.write_bytes(unnamed)
    (tmp_path / "out").mkdir()
    written = others.converted(path, kind, tmp_path / "out")
    assert others.exiftool(written) + others.mat2(written)
    made = clean(written.read_bytes(), name=written.name)
    assert in_words(tmp_path, made.name, made.data) == []
    assert papers.tells(made.data) == []
    # And it opens again in the program that made it.
    (tmp_path / "kept").mkdir()
    kept = tmp_path / "kept" / made.name
    kept.write_bytes(made.data)
    assert others.converted(kept, "pdf", tmp_path / "kept").stat().st_size > 1000


def test_no_other_row_holds_a_file():
    """What came in by any form lies in the evidence store or here: pictures and documents have our intake, a picture of
    an editor and files kept aside have no door (tests/portal/cms/test_doors.py)."""
    holders = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
    }
    assert holders == {
        "cms.PortalImage",
        "cms.Rendition",
        "wagtaildocs.Document",
        "wagtailcore.UploadedFile",
        "wagtailimages.Image",
        "wagtailimages.Rendition",
        "wagtailusers.UserProfile",
    }
