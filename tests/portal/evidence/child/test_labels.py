"""What a picture says of AI is read before its notes go, wherever they stand, and kept as a fact."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image

from portal.evidence import intake
from portal.evidence.child.labels import ai_label
from portal.evidence.operations import take_in
from tests.factories.accounts import UserFactory

WRITTEN = Path(__file__).parents[3] / "files" / "pictures"
SAID = {
    "exiftool-comment.jpg": "generated",
    "exiftool-windows.jpg": "suspected",
    "exiftool-packed.png": "generated",
    "exiftool-trainedAlgorithmicMedia.jpg": "generated",
    "exiftool-compositeWithTrainedAlgorithmicMedia.jpg": "composite",
    "exiftool-digitalCapture.jpg": "",
    "imagemagick.png": "suspected",
    "heif-enc.heic": "",
}


@pytest.mark.parametrize("name", SAID)
def test_the_label_is_kept_and_the_notes_go(name):
    clean = intake.clean((WRITTEN / name).read_bytes(), name=name)
    assert clean.ai_label == SAID[name]
    assert not any(word in clean.data for word in (b"AIGC", b"lgorithmicMedia", b"digitalCapture", b"31.77"))


def test_heic_comes_out_as_a_jpeg_with_its_time():
    clean = intake.clean((WRITTEN / "heif-enc.heic").read_bytes(), name="IMG_0001.HEIC")
    assert (clean.name, clean.media_type, clean.width, clean.height) == ("IMG_0001.jpg", "image/jpeg", 320, 240)
    assert clean.captured_at == datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
    assert Image.open(io.BytesIO(clean.data)).format == "JPEG"


@pytest.mark.parametrize(
    ("notes", "label"),
    [
        (
            b"<TC260:AIGC>{&quot;Label&quot;:&quot;1&quot;,&quot;ContentProducer&quot;:&quot;a&quot;}</TC260:AIGC>",
            "generated",
        ),
        (b'{"AIGC": {"ContentProducer": "a", "Label": "2"}}', "suspected"),
        (b"jumb...c2pa.actions...http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "generated"),
        (b"digitalsourcetype/compositeSynthetic", "composite"),
        (b"digitalsourcetype/algorithmicMedia", "generated"),
        ('AIGC={"Label":"3"}'.encode("utf-16-be"), "suspected"),
        (b'{"AIGC":{"Label":"2"}} trainedAlgorithmicMedia', "generated"),
        (b"AIGC is a word, and a Label: 1", ""),
        (b'{"Label":"1"}', ""),
        (b"c2pa digitalsourcetype/digitalCapture", ""),
    ],
)
def test_notes_that_say_it(notes, label):
    assert ai_label(b"\xff\xd8" + notes) == label


@pytest.mark.django_db
def test_who_looks_at_evidence_is_told(now):
    name = "exiftool-trainedAlgorithmicMedia.jpg"
    upload = SimpleUploadedFile(name, (WRITTEN / name).read_bytes())
    stored = take_in(upload=upload, owner=UserFactory(), now=now)
    stored.refresh_from_db()
    assert stored.ai_label == "generated"
    with translation.override("zh-hans"):
        assert "文件自带标识：AI 生成" in render_to_string("components/evidence.html", {"file": stored, "url": "/x"})
        stored.ai_label = ""
        assert "AI" not in render_to_string("components/evidence.html", {"file": stored, "url": "/x"})
