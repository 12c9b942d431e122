"""UPL-01 and UPL-03: what comes in leaves as fresh bytes that know nothing, or not at all."""

import io
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from PIL import Image

from portal.evidence import intake
from portal.evidence.child.limits import Limits
from portal.evidence.enums import Kind, Refusal
from portal.evidence.errors import RefusedFileError
from tests.factories.evidence import picture
from tests.portal.evidence import samples

SECRETS = (
    samples.SERIAL,
    samples.GPS_MARK,
    b"MakerOfCameras",
    b"xmpmeta",
    b"Zhang San",
    b"Exif",
    b"2026:05:01",
    b"ICC_PROFILE",
    samples.THUMBNAIL,
)


def opened(clean) -> Image.Image:
    image = Image.open(io.BytesIO(clean.data))
    image.load()
    return image


def refused(data: bytes, name="photo.jpg", limits=None) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        intake.clean(data, name=name, limits=limits or Limits())
    return caught.value


def test_the_sample_really_holds_what_must_go():
    data = samples.camera_jpeg()
    assert all(secret in data for secret in SECRETS if secret != b"ICC_PROFILE")
    with Image.open(io.BytesIO(data)) as image:
        assert image.getexif()[0x0112] == 6
        assert image.getexif().get_ifd(0x8825)[0x12].startswith("WGS-84")


@pytest.mark.parametrize(
    "data",
    [samples.camera_jpeg(), samples.png_with_text(), samples.webp_with_exif(), samples.srgb_jpeg()],
    ids=["jpeg", "png", "webp", "profile"],
)
def test_upl_01_nothing_that_the_camera_knew_is_left(data):
    clean = intake.clean(data, name="photo")
    image = opened(clean)
    assert not any(secret in clean.data for secret in SECRETS)
    assert dict(image.getexif()) == {}
    assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_upl_01_a_photo_taken_upright_stands_upright():
    clean = intake.clean_image(samples.camera_jpeg((64, 48)))
    image = opened(clean)
    assert (clean.width, clean.height) == image.size == (48, 64)
    # The sample is dark at its left; turned by a quarter, its dark edge is on top.
    top, bottom = image.getpixel((24, 4))[0], image.getpixel((24, 60))[0]
    assert top < 60
    assert bottom > 190


def test_facts_of_a_photo():
    data = samples.camera_jpeg()
    clean = intake.clean_image(data, name="D:\\照片\\现场.JPEG")
    assert (clean.kind, clean.media_type, clean.name) == (Kind.IMAGE, "image/jpeg", "现场.jpg")
    assert clean.sha256 == sha256(data).hexdigest()
    assert clean.stored_sha256 == sha256(clean.data).hexdigest() != clean.sha256
    assert clean.captured_at == datetime(2026, 5, 1, 1, 30, tzinfo=UTC)
    assert clean.size == len(clean.data)


@pytest.mark.parametrize(
    ("exif", "captured_at"),
    [
        ({"offset_time": b"+00:00\0"}, datetime(2026, 5, 1, 9, 30, tzinfo=UTC)),
        ({"taken": b"0000:00:00 00:00:00\0"}, None),
        ({"taken": b"yesterday at noon!!\0"}, None),
        ({"offset_time": b"east\0\0\0"}, None),
    ],
)
def test_capture_time_is_believed_or_left_out(exif, captured_at):
    assert intake.clean_image(samples.camera_jpeg(**exif)).captured_at == captured_at


def test_a_picture_without_metadata_has_no_capture_time():
    assert intake.clean_image(picture()).captured_at is None


@pytest.mark.parametrize(
    ("data", "media_type", "mode"),
    [
        (picture(), "image/jpeg", "RGB"),
        (picture(mode="L"), "image/jpeg", "L"),
        (picture(mode="CMYK"), "image/jpeg", "RGB"),
        (picture(kind="PNG"), "image/png", "RGB"),
        (picture(kind="PNG", mode="RGBA"), "image/png", "RGBA"),
        (picture(kind="PNG", mode="P"), "image/png", "RGB"),
        (picture(kind="PNG", mode="LA"), "image/png", "RGBA"),
        (picture(kind="PNG", mode="1"), "image/png", "RGB"),
        (picture(kind="WEBP"), "image/jpeg", "RGB"),
        (samples.transparent_webp(), "image/png", "RGBA"),
        (samples.moving_picture(), "image/jpeg", "RGB"),
        (samples.wide_gamut_jpeg(), "image/jpeg", "RGB"),
    ],
)
def test_kinds_of_pictures(data, media_type, mode):
    clean = intake.clean(data, name="x")
    assert clean.media_type == media_type
    assert opened(clean).mode == mode


def test_deep_grey_keeps_its_brightness():
    assert opened(intake.clean_image(samples.deep_picture())).getpixel((5, 5)) in {127, 128}


@pytest.mark.parametrize(
    "tail", [b"<script>alert(1)</script>", b"<?php system($_GET[0]);", samples.office()], ids=["html", "php", "zip"]
)
def test_upl_03_what_hangs_behind_a_picture_is_cut_off(tail):
    assert tail not in intake.clean(picture() + tail, name="photo.jpg").data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Refusal.EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Refusal.MARKUP),
        (b"<?xml version='1.0'?><svg/>", Refusal.MARKUP),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><script>", Refusal.MARKUP),
        ("<html>".encode("utf-16"), Refusal.MARKUP),
        (b"<?php phpinfo();", Refusal.MARKUP),
        (b"#!/bin/sh\nrm -rf /", Refusal.MARKUP),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", Refusal.DESIGN),
        (b"\xc5\xd0\xd3\xc6....", Refusal.DESIGN),
        (b"8BPS\x00\x01", Refusal.DESIGN),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", Refusal.DAMAGED),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00", Refusal.DAMAGED),
        (b"\x00\x00\x00\x18ftyphevc\x00\x00", Refusal.HEIC),
        (b"\x00\x00\x00\x18ftypavif\x00\x00", Refusal.HEIC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.OTHER_OFFICE),
        (b"Rar!\x1a\x07", Refusal.ARCHIVE),
        (b"\x1f\x8b\x08", Refusal.ARCHIVE),
        (b"GIF89a", Refusal.UNKNOWN),
        (b"BM\x00\x00", Refusal.UNKNOWN),
        (b"II*\x00", Refusal.UNKNOWN),
        (b"MZ\x90\x00", Refusal.UNKNOWN),
        (b"plain words", Refusal.UNKNOWN),
        (b"\xff\xd8\xff\xe0 and no picture", Refusal.DAMAGED),
        (picture()[:300], Refusal.DAMAGED),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Refusal.DAMAGED),
        (b"\x89PNG\r\n\x1a\n<script>", Refusal.DAMAGED),
    ],
)
def test_upl_03_what_only_calls_itself_a_photo_is_refused_in_words(data, code):
    error = refused(data, name="photo.jpg")
    assert error.code == code
    assert len(error.message) > 10


@pytest.mark.parametrize("size", [(11300, 11300), (32001, 10), (10, 32001), (6000, 4001)])
def test_upl_06_a_picture_of_too_many_pixels_is_refused_by_its_header(size):
    error = refused(samples.bomb_png(*size))
    assert (error.code, error.values) == (Refusal.TOO_MANY_PIXELS, {"megapixels": 24, "side": 32000})


def test_the_largest_allowed_picture_comes_through():
    clean = intake.clean(samples.bomb_png(6000, 4000), name="x.png")
    assert (clean.width, clean.height) == (6000, 4000)


def test_too_many_bytes_are_refused():
    error = refused(picture(), limits=Limits(file_bytes=100))
    assert error.code == Refusal.TOO_LARGE


def test_documents_are_no_pictures():
    with pytest.raises(RefusedFileError) as error:
        intake.clean_image(samples.pdf())
    assert error.value.code == Refusal.PICTURES_ONLY


def test_a_picture_is_made_smaller_on_demand():
    clean = intake.clean_image(samples.camera_jpeg((400, 200)), longest_side=100)
    assert (clean.width, clean.height) == (50, 100)


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [
        (samples.pdf(), Kind.PDF, "report.pdf"),
        (samples.office(), Kind.OFFICE, "report.docx"),
        (samples.office(main="xl/workbook.xml"), Kind.OFFICE, "report.xlsx"),
    ],
)
def test_documents_come_out_anew_with_the_original_beside(data, kind, name):
    clean = intake.clean(data, name="report.exe")
    assert (clean.kind, clean.name, clean.original) == (kind, name, data)
    assert clean.sha256 == sha256(data).hexdigest() != clean.stored_sha256
    assert intake.clean(clean.data, name=name).data == clean.data


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("现场 照片（一）.PNG", "现场 照片（一）.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\temp\\a.b.jpg", "a.b.jpg"),
        ("gpj.\u202eexe.jpg", "gpj. exe.jpg"),
        ('"><img src=x onerror=1>.jpg', "img src=x onerror=1.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "a Set-Cookie x.jpg"),
        ("", "file.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("...", "file.jpg"),
        ("长" * 300 + ".jpg", "长" * 100 + ".jpg"),
        ("=cmd|' /C calc'!A0.jpg", "C calc !A0.jpg"),
    ],
)
def test_names_are_harmless(name, safe):
    assert intake.safe_name(name, "image/jpeg") == safe
