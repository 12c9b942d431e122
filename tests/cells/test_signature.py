"""What the QR code carries, and which key vouches for it."""

from dataclasses import replace
from datetime import date

import pytest

from cells.signature import PURPOSE, Face, is_genuine, key_id, private_key, public_key, ring_of, sign_face
from cells.signature import _encode as encode

OLD, NEW = "a-long-kept-secret", "the-next-one"
LAST = "2027-03-31"
FACE = Face("TNWF-2026-0001", "红梅小学", "学校", "无废细胞", date(2026, 12, 3), date(2028, 12, 2))
LATER = replace(FACE, number="TNWF-2027-0042", issued_on=date(2027, 4, 1), valid_until=date(2029, 3, 31))
RING = ring_of(NEW, {public_key(OLD): LAST})


def bare(face: Face, secret: str) -> str:
    """As it was signed when only the number was."""
    return encode(private_key(secret).sign(PURPOSE + face.number.encode()))


@pytest.mark.parametrize(
    ("face", "token", "is_good"),
    [
        (FACE, sign_face(FACE, NEW), True),
        (FACE, sign_face(FACE, OLD), True),
        (FACE, bare(FACE, OLD), True),
        (LATER, sign_face(LATER, NEW), True),
        # Who has the retired key makes nothing of a later day with it.
        (LATER, sign_face(LATER, OLD), False),
        (LATER, bare(LATER, OLD), False),
        (FACE, sign_face(FACE, "a stranger's"), False),
        (FACE, bare(FACE, "a stranger's"), False),
        (FACE, sign_face(LATER, NEW), False),
    ],
)
def test_the_newest_key_signs_and_the_older_stand_by_what_they_signed(face, token, is_good):
    assert is_genuine(face, token, RING) is is_good


def test_the_last_day_itself_is_good():
    face = replace(FACE, issued_on=date(2027, 3, 31))
    assert is_genuine(face, sign_face(face, OLD), RING)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "TNWF-2026-0002"},
        {"holder": "红梅中学"},
        {"kind": "机关"},
        {"level": "无废细胞（示范）"},
        {"issued_on": date(2026, 12, 4)},
        {"valid_until": date(2029, 12, 2)},
    ],
)
def test_every_part_of_the_face_is_signed(change):
    assert not is_genuine(replace(FACE, **change), sign_face(FACE, NEW), RING)


@pytest.mark.parametrize("junk", ["", "x", "2", "A" * 86, "2" + "A" * 94, "汉字", "====", "A" * 500])
def test_junk_is_no_signature(junk):
    assert not is_genuine(FACE, junk, RING)


def test_a_token_names_its_key_and_fits_the_column():
    assert sign_face(FACE, NEW).startswith(f"2{key_id(public_key(NEW))}")
    assert len(sign_face(FACE, NEW)) == 95
    assert list(RING) == [public_key(NEW), public_key(OLD)]
    with pytest.raises(ValueError, match="isoformat"):
        ring_of(NEW, {public_key(OLD): "soon"})
