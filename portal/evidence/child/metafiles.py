"""Drawings of Windows (EMF, WMF) inside Office files: record by record, without what programs wrote beside them."""

import struct
from collections.abc import Iterator

from portal.evidence.child.unfit import UnfitError

EMF_MARK = (40, b" EMF")
EMF_COMMENT, EMF_END = 70, 14
EMF_PLUS = b"EMF+"
PLACEABLE = b"\xd7\xcd\xc6\x9a"
WMF_HEADS = (PLACEABLE, b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
PLACEABLE_BYTES, WMF_HEAD_BYTES = 22, 18
ESCAPE, COMMENT, ABORT_PROCEDURE = 0x0626, 0x000F, 0x0009
# Pictures within a drawing may bring notes of their own.
NOTES = (b"Exif\0\0", b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"xmpmeta", b"Photoshop 3.0")


def is_emf(data: bytes) -> bool:
    return data[EMF_MARK[0] :].startswith(EMF_MARK[1])


def is_wmf(data: bytes) -> bool:
    return data.startswith(WMF_HEADS)


def bare_emf(data: bytes) -> bytes:
    """Without the program and title in its head, without comments, and without what hangs behind its end."""
    bare, end = bytearray(data), 0
    try:
        letters, start = struct.unpack_from("<II", data, 60)
        bare[60:68] = bytes(8)
        _blank(bare, start, start + 2 * letters if letters else start)
        for kind, at, size in _emf_records(data):
            end = at + size
            if kind == EMF_COMMENT and data[at + 12 : at + 16] != EMF_PLUS:
                _blank(bare, at + 12, end)
    except struct.error as error:
        raise UnfitError("damaged") from error
    return _without_notes(bytes(bare[:end]))


def _emf_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while True:
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8 or size % 4 or at + size > len(data):  # noqa: PLR2004 - kind and size
            raise UnfitError("damaged")
        yield kind, at, size
        if kind == EMF_END:
            return
        at += size


def bare_wmf(data: bytes) -> bytes:
    """Without comments and what hangs behind its end; one that brings code to run is refused."""
    bare = bytearray(data)
    at = WMF_HEAD_BYTES + (PLACEABLE_BYTES if data.startswith(PLACEABLE) else 0)
    try:
        while True:
            words, function = struct.unpack_from("<IH", data, at)
            after = at + 2 * words
            if words < 3 or after > len(data):  # noqa: PLR2004 - its size and what it does
                raise UnfitError("damaged")
            if function == ESCAPE:
                (escape,) = struct.unpack_from("<H", data, at + 6)
                if escape == ABORT_PROCEDURE:
                    raise UnfitError("active")
                if escape == COMMENT:
                    _blank(bare, at + 10, after)
            at = after
            if not function:
                return _without_notes(bytes(bare[:at]))
    except struct.error as error:
        raise UnfitError("damaged") from error


def _blank(bare: bytearray, start: int, end: int) -> None:
    end = min(end, len(bare))
    if start < end:
        bare[start:end] = bytes(end - start)


def _without_notes(data: bytes) -> bytes:
    if any(note in data for note in NOTES):
        raise UnfitError("damaged")
    return data
