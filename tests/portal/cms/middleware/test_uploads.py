"""What an editor uploads carries no metadata, in the original or in any rendition (trap M5)."""

import errno
import io
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from PIL import Image as Picture
from PIL import ImageOps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal import heavy
from portal.accounts.roles import Role
from portal.cms.operations import prepare_groups
from portal.home.models import StandardPage
from portal.stores.folder import Folder
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.portal.evidence.papers import telling_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ORIENTATION, SERIAL, GPS = 0x0112, 0xA431, 0x8825


def photo() -> bytes:
    """A JPEG, 60 by 40 as stored, to be turned by a quarter, that tells where and with what it was taken."""
    exif = Picture.Exif()
    exif[ORIENTATION] = 6
    exif[SERIAL] = "SECRET-SERIAL"
    exif.get_ifd(GPS).update({1: "N", 2: (31.0, 46.0, 0.0), 3: "E", 4: (119.0, 58.0, 0.0)})
    out = io.BytesIO()
    Picture.new("RGB", (60, 40), "#336644").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def editor(client):
    prepare_groups()
    user = with_second_factor(GrantFactory(role=Role.EDITOR).user)
    user.groups.add(*user.groups.model.objects.filter(name="editor"))
    client.force_login(user)
    return client


def upload(client, address, name, data, content_type):
    file = SimpleUploadedFile(name, data, content_type=content_type)
    return client.post(address, {"title": "图", "file": file, "collection": "1", "tags": ""})


def test_original_and_renditions_are_clean_and_upright(editor):
    assert upload(editor, "/cms/images/add/", "a.jpg", photo(), "image/jpeg").status_code == 302
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (40, 60)
    for spec in ("original", "width-20", "fill-30x30", "width-20|format-webp"):
        file = image.get_rendition(spec).file
        data = file.open().read()
        assert b"SECRET" not in data
        shown = Picture.open(io.BytesIO(data))
        assert not dict(shown.getexif())
        assert ImageOps.exif_transpose(shown).size == shown.size
    assert b"SECRET" not in image.file.open().read()


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/jpeg"),
        ("a.jpg", b"<?php echo 1; ?>", "image/jpeg"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        ("a.png", b"GIF89a" + b"\0" * 40, "image/png"),
    ],
)
def test_what_is_no_picture_is_refused(editor, name, data, content_type):
    assert upload(editor, "/cms/images/add/", name, data, content_type).status_code == 200
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script></html>", b"MZ\x90\0", photo()])
def test_what_is_no_document_is_refused(editor, data):
    assert upload(editor, "/cms/documents/add/", "a.pdf", data, "application/pdf").status_code == 200
    assert not get_document_model().objects.exists()


def test_a_picture_has_a_name_that_nobody_guesses(editor):
    upload(editor, "/cms/images/add/", "合影.jpg", photo(), "image/jpeg")
    assert re.fullmatch(r"original_images/[0-9a-f]{16}\.jpg", get_image_model().objects.get().file.name)


def test_a_file_is_public_with_the_page_that_links_to_it(editor, site):
    document = get_document_model().objects.create(title="通知", file=ContentFile(b"%PDF-1.4", "notice.pdf"))
    page = StandardPage(title="草稿", live=False)
    page.body = [("downloads", {"title": "下载", "documents": [document]})]
    site.add_child(instance=page)
    assert editor.get(document.url).status_code == 200
    assert Client().get(document.url).status_code == 404
    page.save_revision().publish()
    assert Client().get(document.url).status_code == 200
    StandardPage.objects.get(title="草稿").unpublish()
    assert Client().get(document.url).status_code == 404


LABELLED = Path(__file__).parents[3] / "files" / "pictures" / "exiftool-trainedAlgorithmicMedia.jpg"
SIZES = ("original", "width-60", "fill-40x40", "fill-600x600|format-jpeg", "width-60|format-webp")


def corner(image, spec):
    """Dark ground and light signs at the lower right, whatever was cut away."""
    shown = Picture.open(io.BytesIO(image.get_rendition(spec).file.open().read())).convert("L")
    box = shown.crop((shown.width - 30, shown.height - 10, shown.width, shown.height))
    low, high = box.getextrema()
    return low < 60 and high > 190


@pytest.mark.parametrize("spec", SIZES)
def test_readers_see_on_every_size_that_a_picture_was_made_by_ai(editor, spec):
    upload(editor, "/cms/images/add/", "a.jpg", LABELLED.read_bytes(), "image/jpeg")
    image = get_image_model().objects.get()
    assert image.ai_label == "generated"
    assert corner(image, spec)


def test_an_editor_may_add_the_mark_but_not_take_away_what_the_file_says(editor):
    plain = io.BytesIO()
    Picture.new("RGB", (64, 48), "#888888").save(plain, "JPEG")
    upload(editor, "/cms/images/add/", "a.jpg", plain.getvalue(), "image/jpeg")
    image = get_image_model().objects.get()
    assert (image.ai_label, corner(image, "width-60")) == ("", False)
    facts = {"title": "图", "collection": "1", "tags": "", "description": "图", "ai_label": "generated"}
    assert editor.post(f"/cms/images/{image.pk}/", facts).status_code == 302
    image = get_image_model().objects.get()
    assert corner(image, "width-60")
    told = SimpleUploadedFile("b.jpg", LABELLED.read_bytes(), content_type="image/jpeg")
    editor.post(f"/cms/images/{image.pk}/", {**facts, "ai_label": "", "file": told})
    assert get_image_model().objects.get().ai_label == "generated"


STORING = "django.core.files.storage.FileSystemStorage._save"


@pytest.mark.parametrize("address", ["/cms/images/multiple/add/", "/cms/documents/multiple/add/"])
@pytest.mark.parametrize(
    ("place", "fault", "words"),
    [
        (STORING, OSError(errno.ENOSPC, "No space left on device"), "平台暂时存不下了"),
        (STORING, OperationalError("couldn't get a connection after 4.00 sec"), "平台暂停片刻"),
        ("portal.heavy.turn", heavy.BusyError(), "请稍"),
    ],
)
def test_the_upload_of_several_is_told_a_fault_in_words_that_its_script_shows(
    editor, monkeypatch, address, place, fault, words
):
    def fail(*args, **kwargs):
        raise fault

    editor.raise_request_exception = False
    monkeypatch.setattr(place, fail)
    name, data = ("a.jpg", photo()) if "images" in address else ("a.pdf", telling_pdf())
    files = {"files[]": SimpleUploadedFile(name, data)}
    answer = editor.post(
        address, {"title": "图", "collection": "1", **files}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.headers["Content-Type"].startswith("application/json")
    said = answer.json()
    assert (answer.status_code, said["success"]) == (200, False)
    assert words in said["error_message"]


def test_f5_a_file_that_was_written_by_half_does_not_stay(tmp_path):
    class Half(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError(errno.ENOSPC, "No space left on device")

    storage = Folder(location=tmp_path, inside="/-/media/")
    with pytest.raises(OSError, match="No space left"):
        storage.save("a/b.png", Half(b"half and half"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert storage.save("a/b.png", ContentFile(b"whole")) == "a/b.png"
