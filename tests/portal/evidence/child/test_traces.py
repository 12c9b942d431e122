"""Pictures inside Office files: what stays is what is seen; profiles and drawings of Windows keep no words of anybody."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from portal.evidence.child.colours import CHUNK, bare_jpeg_profile, bare_profile
from portal.evidence.child.traces import bare_picture
from portal.evidence.child.unfit import UnfitError

NAME = "演示 Wang Xiaoming"
UTF16 = NAME.encode("utf-16-be")


def profile(padding: int = 0) -> bytes:
    """A real sRGB profile that tells whose screen it was made for."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[48:56] = b"WANGXM17"
    (count,) = struct.unpack_from(">I", made, 128)
    for number in range(count):
        tag, _at, _size = struct.unpack_from(">4sII", made, 132 + 12 * number)
        if tag == b"desc":
            words = b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(UTF16), 28) + UTF16
            struct.pack_into(">II", made, 136 + 12 * number, len(made), len(words))
            made += words + bytes(-len(words) % 4) + bytes(padding)
    made[0:4] = struct.pack(">I", len(made))
    return bytes(made)


def saved(kind: str, **more) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_profile_keeps_its_colours_and_loses_its_words(kind):
    sent = saved(kind, icc_profile=profile())
    bare = bare_picture(sent)
    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(bare)) as after:
        kept = after.info["icc_profile"]
        assert before.tobytes() == after.tobytes()
        seen = [
            ImageCms.profileToProfile(
                picture, io.BytesIO(found), ImageCms.createProfile("LAB"), outputMode="LAB"
            ).tobytes()
            for picture, found in ((before, profile()), (after, kept))
        ]
    assert seen[0] == seen[1]
    assert UTF16 in profile()
    assert UTF16 not in kept
    assert b"WANGXM17" not in kept


def test_a_long_profile_is_cut_anew_and_stays_whole():
    bare = bare_picture(saved("JPEG", icc_profile=profile(padding=2 * CHUNK)))
    with Image.open(io.BytesIO(bare)) as picture:
        assert len(picture.info["icc_profile"]) == len(profile(padding=2 * CHUNK))


@pytest.mark.parametrize("broken", [b"", b"x" * 20, bytes(127), bytes(128) + b"\0\0\0\x01" + b"desc" + b"\xff" * 8])
def test_a_profile_that_cannot_be_read_goes(broken):
    assert bare_profile(broken) == b""
    assert bare_jpeg_profile([b"ICC_PROFILE\0\x01\x01" + broken]) == []


def test_a_picture_whose_profile_is_a_bomb_stays_without_it():
    body = b"x\0\0" + zlib.compress(bytes(50_000_000))
    sent = saved("PNG")
    chunk = struct.pack(">I", len(body)) + b"iCCP" + body + struct.pack(">I", zlib.crc32(b"iCCP" + body))
    bare = bare_picture(sent[:33] + chunk + sent[33:])
    assert bare == bare_picture(sent)


# Drawings of Windows ---------------------------------------------------------------------------------------------


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<II", kind, 8 + len(body)) + body


def emf(*records: bytes) -> bytes:
    words = NAME.encode("utf-16-le")
    head = bytearray(record(1, bytes(80) + words + bytes(-len(words) % 4)))
    head[40:44] = b" EMF"
    head[60:68] = struct.pack("<II", len(words) // 2, 88)
    return bytes(head) + b"".join(records) + record(14, bytes(12))


def comment(body: bytes) -> bytes:
    return record(70, struct.pack("<I", len(body)) + body)


def wmf(*records: bytes, placeable: bool = False) -> bytes:
    head = b"\xd7\xcd\xc6\x9a" + bytes(18) if placeable else b""
    return head + b"\x01\x00\x09\x00" + bytes(14) + b"".join(records) + struct.pack("<IH", 3, 0)


def escape(function: int, body: bytes) -> bytes:
    data = struct.pack("<HHH", 0x0626, function, len(body)) + body
    return struct.pack("<I", (4 + len(data)) // 2) + data


LINE = record(54, struct.pack("<ii", 7, 9))
DOT = struct.pack("<IHHH", 5, 0x0213, 7, 9)


def test_an_emf_keeps_its_lines_and_loses_its_title_comments_and_what_hangs_behind():
    bare = bare_picture(emf(LINE, comment(b"WANGXM17")) + b"WANGXM17")
    assert LINE in bare
    assert NAME.encode("utf-16-le") not in bare
    assert b"WANGXM17" not in bare
    assert len(bare) == len(emf(LINE, comment(b"WANGXM17")))


def test_what_an_emf_draws_in_its_newer_way_stays():
    plus = comment(b"EMF+" + b"drawing!")
    assert plus in bare_picture(emf(plus))


@pytest.mark.parametrize("placeable", [False, True])
def test_a_wmf_keeps_its_lines_and_loses_its_comments_and_what_hangs_behind(placeable):
    bare = bare_picture(wmf(DOT, escape(0x0F, b"WANGXM17"), placeable=placeable) + b"WANGXM17")
    assert DOT in bare
    assert b"WANGXM17" not in bare


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (wmf(escape(0x09, b"\xeb\xfe")), "active"),  # SETABORTPROC: code to run
        (wmf(struct.pack("<IH", 900, 0x0213)), "damaged"),
        (wmf(struct.pack("<IH", 0, 0x0213)), "damaged"),
        (wmf()[:-3], "damaged"),
        (emf(record(54)[:4]), "damaged"),
        (emf(struct.pack("<II", 54, 4)), "damaged"),
        (emf()[:-20], "damaged"),
        (emf(comment(b"EMF+" + b"Exif\0\0" + b"GPS!!!")), "damaged"),
        (b"not a picture at all", "active"),
    ],
)
def test_what_cannot_be_looked_into_is_refused(sent, why):
    with pytest.raises(UnfitError) as refused:
        bare_picture(sent)
    assert refused.value.code == why
