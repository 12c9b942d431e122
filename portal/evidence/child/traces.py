"""Pictures inside documents: their pixels stay as they are, bit for bit, and what cameras and programs wrote goes."""

import io
import re
import struct
import zlib
from contextlib import suppress

from PIL import Image

from portal.evidence.child.colours import JPEG_MARK, bare_jpeg_profile, bare_png_profile
from portal.evidence.child.metafiles import bare_emf, bare_wmf, is_emf, is_wmf
from portal.evidence.child.unfit import UnfitError

JPEG_HEAD, PNG_HEAD = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
JP2_HEAD = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
SCAN, END = 0xDA, 0xD9
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # neither a stuffed zero nor a restart
APP0, APP2, APP14, APP15, COMMENT = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE
ADOBE = b"Adobe"  # how its colours are to be read
# What a PNG needs to look as it does; chunks with a capital are the picture itself.
SHOWN = frozenset({b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD", b"acTL", b"fcTL", b"fdAT"})
JP2_NOTES = frozenset({b"xml ", b"uuid", b"uinf", b"jp2i"})


def bare_picture(data: bytes) -> bytes:
    """A picture of an Office file; one of a kind that we cannot look into is refused."""
    if data.startswith(JPEG_HEAD):
        return bare_jpeg(data)
    if data.startswith(PNG_HEAD):
        return bare_png(data)
    if is_emf(data):
        return bare_emf(data)
    if is_wmf(data):
        return bare_wmf(data)
    return _saved_again(data)


def bare_jpeg(data: bytes) -> bytes:
    """One JPEG without EXIF, XMP, IPTC, comments, thumbnails, second pictures and what hangs behind.

    Which side is up goes too: programs that set a picture on a page turn it there and look no further.
    """
    kept, profile, coloured, at = [JPEG_HEAD], [], 1, 2
    with suppress(IndexError, struct.error):
        while True:
            while data[at + 1] == 0xFF:  # noqa: PLR2004 - fill bytes
                at += 1
            code = data[at + 1]
            if code == END:
                kept[coloured:coloured] = [_segment(APP2, body) for body in bare_jpeg_profile(profile)]
                return b"".join([*kept, data[at : at + 2]])
            after = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
            if code == SCAN:
                after = _marker(data, after)
            if code == APP2 and data[at + 4 : after].startswith(JPEG_MARK):
                profile.append(data[at + 4 : after])
                coloured = len(kept)
            else:
                kept.append(_kept_segment(code, data[at:after]))
            if data[after] != 0xFF or after <= at:  # noqa: PLR2004 - every segment begins so
                break
            at = after
    raise UnfitError("damaged")


def _marker(data: bytes, at: int) -> int:
    """Where the picture's own codes end."""
    found = MARKER.search(data, at)
    if found is None:
        raise IndexError
    return found.start()


def _kept_segment(code: int, segment: bytes) -> bytes:
    body = segment[4:]
    if code == APP0:
        return _segment(APP0, body[:12] + b"\0\0") if body.startswith(b"JFIF\0") else b""
    is_told = APP0 < code <= APP15 or code == COMMENT
    return b"" if is_told and not (code == APP14 and body.startswith(ADOBE)) else segment


def _segment(code: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


def bare_png(data: bytes) -> bytes:
    """One PNG without texts, times, EXIF and what hangs behind."""
    kept, at = [PNG_HEAD], len(PNG_HEAD)
    while at + 12 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if name == b"iCCP":
            body = bare_png_profile(data[at + 8 : at + 8 + size])
            kept.append(_chunk(name, body) if body else b"")
        elif name[:1].isupper() or name in SHOWN:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if name == b"IEND":
            return b"".join(kept)
    raise UnfitError("damaged")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bare_jp2(data: bytes) -> bytes:
    """JPEG 2000 in its boxes without XML and notes; a bare stream of codes holds none."""
    if not data.startswith(JP2_HEAD):
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size == 1:
            size = struct.unpack_from(">Q", data, at + 8)[0]
        after = at + size if size else len(data)
        if name not in JP2_NOTES:
            kept.append(data[at:after])
        at = max(after, at + 8)
    return b"".join(kept)


def _saved_again(data: bytes) -> bytes:
    """GIF, BMP, TIFF, WebP: written anew, all their pictures and none of their notes."""
    try:
        with Image.open(io.BytesIO(data), formats=["GIF", "BMP", "TIFF", "WEBP"]) as source:
            pictures = [_without_notes(source, number) for number in range(getattr(source, "n_frames", 1))]
            pace = source.info.get("duration", 0)
            target = io.BytesIO()
            more = {"save_all": True, "append_images": pictures[1:], "duration": pace} if len(pictures) > 1 else {}
            pictures[0].save(target, source.format, **more)
    except (OSError, ValueError, SyntaxError, TypeError) as error:
        raise UnfitError("active") from error
    return target.getvalue()


def _without_notes(source: Image.Image, number: int) -> Image.Image:
    source.seek(number)
    picture = source.copy()
    seen = {key: value for key, value in picture.info.items() if key in {"transparency", "background", "dpi"}}
    picture.info = seen
    bare = picture.convert(picture.mode)
    bare.info = seen
    return bare
