"""UPL-01, UPL-03: every door of the content system by which a file comes in, for pictures and for documents."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from tests.factories.evidence import picture
from tests.portal.cms.middleware.test_uploads import editor  # noqa: F401 - a fixture
from tests.portal.evidence import papers, samples

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
XHR = {"x-requested-with": "XMLHttpRequest"}
BROKEN = {
    "half a JPEG": (samples.scene()[:3000], "a.jpg"),
    "a head of a JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a.jpg"),
    "half a PNG": (picture((400, 300), kind="PNG")[:300], "a.png"),
    "a PNG of another size": (samples.bomb_png(9000, 9000), "a.png"),
    "a PNG with a wrong sum": (picture(kind="PNG").replace(b"IDAT", b"IDAX"), "a.png"),
    "half a WebP": (picture((400, 300), kind="WEBP")[:200], "a.webp"),
    "a head of a WebP": (b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp"),
}


def sent(client, door, data, name, kind="images"):
    """One file through a door: its page or its answer in JSON."""
    file = SimpleUploadedFile(name, data)
    words = {"title": "图", "collection": "1", "tags": "", "description": "照片"}
    if door == "multiple/add/":
        return client.post(f"/cms/{kind}/multiple/add/", {**words, "files[]": file}, headers=XHR)
    prefix = "image-chooser-upload-" if kind == "images" else "document-chooser-upload-"
    if door == "chooser/create/":
        fields = {f"{prefix}{key}": value for key, value in {**words, "file": file}.items()}
        return client.post(f"/cms/{kind}/chooser/create/", fields, headers=XHR)
    return client.post(f"/cms/{kind}/{door}", {**words, "file": file})


def existing(client, kind):
    """The door that puts another file in the place of one."""
    model = get_image_model() if kind == "images" else get_document_model()
    data = picture() if kind == "images" else papers.pdf()
    sent(client, "add/", data, "first.jpg" if kind == "images" else "first.pdf", kind)
    row = model.objects.get()
    return f"{row.pk}/" if kind == "images" else f"edit/{row.pk}/"


DOORS = ("add/", "multiple/add/", "chooser/create/", "edit")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("data", "name"), BROKEN.values(), ids=BROKEN.keys())
def test_upl_03_a_broken_picture_is_refused_in_words(editor, door, data, name):  # noqa: F811
    before = get_image_model().objects.count()
    if door == "edit":
        door, before = existing(editor, "images"), before + 1
    kept = list(get_image_model().objects.values_list("file", flat=True))
    response = sent(editor, door, data, name)
    assert response.status_code == 200
    text = response.content.decode("unicode-escape" if "json" in response["Content-Type"] else "utf-8", "replace")
    assert any(words in text for words in ("损坏", "像素", "damaged", "megapixels"))
    assert list(get_image_model().objects.values_list("file", flat=True)) == kept
    assert get_image_model().objects.count() == before


@pytest.mark.parametrize("door", DOORS)
def test_upl_01_a_photo_through_any_door_tells_nothing(editor, door):  # noqa: F811
    if door == "edit":
        door = existing(editor, "images")
    assert sent(editor, door, samples.camera_jpeg(), "a.jpg").status_code in {200, 302}
    image = get_image_model().objects.get()
    for data in (image.file.open().read(), image.get_rendition("width-20").file.open().read()):
        assert papers.tells(data) == []
        assert not dict(Picture.open(io.BytesIO(data)).getexif())
    assert (image.width, image.height) == (48, 64)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("data", "name"),
    [(papers.telling_pdf(), "a.pdf"), (papers.telling_docx(), "a.docx"), (papers.telling_xlsx(), "a.xlsx")],
    ids=["pdf", "docx", "xlsx"],
)
def test_upl_01_a_document_through_any_door_tells_nothing(editor, door, data, name):  # noqa: F811
    if door == "edit":
        door = existing(editor, "documents")
    assert sent(editor, door, data, name, "documents").status_code in {200, 302}
    document = get_document_model().objects.get()
    assert document.file.name.endswith(name[1:])
    assert papers.tells(document.file.open().read()) == []


@pytest.mark.parametrize("door", DOORS)
def test_upl_03_a_document_that_acts_is_refused_in_words(editor, door):  # noqa: F811
    if door == "edit":
        door = existing(editor, "documents")
    kept = list(get_document_model().objects.values_list("file", flat=True))
    script = papers.pdf(lambda d, page: d.Root.__setitem__("/OpenAction", papers.acts("JavaScript", JS="1")))
    assert sent(editor, door, script, "a.pdf", "documents").status_code == 200
    assert list(get_document_model().objects.values_list("file", flat=True)) == kept


def test_upl_01_no_file_is_kept_aside_as_it_was_sent(editor):  # noqa: F811
    """Wagtail keeps a file whose other words are wrong, to make a picture of it later, without another look."""
    for kind, data, name in (("images", samples.camera_jpeg(), "a.jpg"), ("documents", papers.telling_pdf(), "a.pdf")):
        words = {"title": "x" * 300, "collection": "1", "files[]": SimpleUploadedFile(name, data)}
        answer = editor.post(f"/cms/{kind}/multiple/add/", words, headers=XHR).json()
        assert (answer["success"], "再选" in answer["error_message"]) == (False, True)
    assert not UploadedFile.objects.exists()


def test_upl_01_no_editor_has_a_picture(editor):  # noqa: F811
    assert "avatar-avatar" not in editor.get("/cms/account/").content.decode()
    editor.post("/cms/account/", {"avatar-avatar": SimpleUploadedFile("a.jpg", samples.camera_jpeg())})
    assert not UserProfile.objects.exclude(avatar="").exists()


def test_a_long_screenshot_stays_readable(editor):  # noqa: F811
    sent(editor, "add/", picture((1080, 15000), kind="PNG", mode="L"), "long.png")
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (1080, 15000)
