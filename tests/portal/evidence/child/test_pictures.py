"""The child's work, seen from inside."""

import io

import pytest
from PIL import Image, ImageCms

from portal.evidence.child import pictures
from portal.evidence.child.limits import DEFAULT
from tests.factories.evidence import picture
from tests.portal.evidence import samples


def remade(data: bytes, **options) -> Image.Image:
    return Image.open(io.BytesIO(pictures.remake(data, DEFAULT, **options).data))


@pytest.mark.parametrize(
    ("kind", "longest_side", "size"), [("JPEG", 100, (100, 75)), ("PNG", 40, (40, 30)), ("PNG", 900, (400, 300))]
)
def test_smaller_but_never_larger(kind, longest_side, size):
    assert remade(picture((400, 300), kind=kind), longest_side=longest_side).size == size


def test_deep_grey_becomes_plain_grey():
    assert remade(samples.deep_picture()).mode == "L"


@pytest.mark.parametrize("data", [samples.srgb_jpeg(), samples.wide_gamut_jpeg(), picture(icc_profile=b"no profile")])
def test_a_profile_is_applied_or_dropped(data):
    assert "icc_profile" not in remade(data).info


def test_a_picture_without_its_colours_conversion_stays_as_it_is(monkeypatch):
    monkeypatch.setattr(ImageCms, "profileToProfile", lambda *args, **options: None)
    assert remade(samples.srgb_jpeg()).size == (64, 48)


def test_capture_time_survives_a_broken_block():
    broken = samples.camera_jpeg().replace(b"II*\0", b"XX*\0")
    assert pictures.remake(broken, DEFAULT).captured_at is None
