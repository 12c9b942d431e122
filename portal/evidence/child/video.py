"""A film as others see it: the same pictures and sound, nothing of who made it, when, where and with what.

An MP4 file is boxes within boxes (ISO 14496-12). What is taken out becomes an empty `free` box of the same length, so
that no offset moves; times become zero.
"""

import re
from collections.abc import Iterator

HEAD, LONG_HEAD = 8, 16
CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"})
TOLD = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})  # places, makers, notes
DATED = {b"mvhd", b"tkhd", b"mdhd"}
BRANDS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "})
# What every browser in use draws and plays.
PLAYED = {b"vide": (b"avc1", b"avc3"), b"soun": (b"mp4a",)}
LINE_ENDS = re.compile(r"\r\n?")
CUE = re.compile(r"(?m)^(?:\d+:)?\d\d:\d\d\.\d{3} --> (?:\d+:)?\d\d:\d\d\.\d{3}")


class UnfitFilm(Exception):  # noqa: N818 - said to the person by the intake
    """No MP4 with H.264 that is whole."""


def scrubbed_film(data: bytes) -> bytes:
    """The film without its notes. Raises `UnfitFilm`.

    Source: ISO 14496-12 for the boxes; H.264 and AAC are what WeChat's and all other browsers play.
    """
    film = bytearray(data)
    top = list(_boxes(film, 0, len(film)))
    kinds = [kind for kind, *_place in top]
    if not top or kinds[0] != b"ftyp" or b"moov" not in kinds or b"mdat" not in kinds:
        raise UnfitFilm
    if bytes(film[8:12]) not in BRANDS:
        raise UnfitFilm
    for kind, start, body, end in top:
        _scrub(film, kind, start, body, end)
    handlers = [_handler(film, body, end) for kind, _start, body, end in _within(film, top) if kind == b"trak"]
    if b"vide" not in handlers:
        raise UnfitFilm
    return bytes(film)


def plain_captions(data: bytes) -> str:
    """WebVTT without notes, styles and settings of its maker. Raises `UnfitFilm`."""
    try:
        text = LINE_ENDS.sub("\n", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnfitFilm from error
    if not text.startswith("WEBVTT"):
        raise UnfitFilm
    cues = [part.strip("\n") for part in re.split(r"\n{2,}", text)[1:]]
    kept = [cue for cue in cues if CUE.search(cue) and not cue.startswith(("NOTE", "STYLE", "REGION"))]
    if not kept:
        raise UnfitFilm
    return "\n\n".join(["WEBVTT", *kept]) + "\n"


Box = tuple[bytes, int, int, int]


def _boxes(film: bytearray, start: int, end: int) -> Iterator[Box]:
    """Kind, where it starts, where its contents start, and where it ends."""
    while start < end:
        if end - start < HEAD:
            raise UnfitFilm
        size, head = int.from_bytes(film[start : start + 4], "big"), HEAD
        if size == 1:
            size, head = int.from_bytes(film[start + 8 : start + 16], "big"), LONG_HEAD
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            raise UnfitFilm
        yield bytes(film[start + 4 : start + 8]), start, start + head, start + size
        start += size


def _within(film: bytearray, boxes: list[Box]) -> Iterator[Box]:
    for kind, start, body, end in boxes:
        yield kind, start, body, end
        if kind in CONTAINERS:
            yield from _within(film, list(_boxes(film, body, end)))


def _scrub(film: bytearray, kind: bytes, start: int, body: int, end: int) -> None:
    if kind in TOLD:
        _empty(film, start, body, end)
    elif kind in DATED:
        length = 16 if film[body] else 8
        film[body + 4 : body + 4 + length] = bytes(length)
    elif kind == b"hdlr":
        film[body + 24 : end] = bytes(end - body - 24)
    elif kind == b"trak":
        _scrub_track(film, start, body, end)
    elif kind in CONTAINERS:
        for box in list(_boxes(film, body, end)):
            _scrub(film, *box)


def _scrub_track(film: bytearray, start: int, body: int, end: int) -> None:
    """A track that is neither picture nor sound goes; one that is not played everywhere is refused."""
    wanted = PLAYED.get(_handler(film, body, end))
    if wanted is None:
        _empty(film, start, body, end)
        return
    stored = next((box for box in _within(film, [(b"trak", start, body, end)]) if box[0] == b"stsd"), None)
    if stored is None or bytes(film[stored[2] + 12 : stored[2] + 16]) not in wanted:
        raise UnfitFilm
    for box in list(_boxes(film, body, end)):
        _scrub(film, *box)


def _handler(film: bytearray, body: int, end: int) -> bytes:
    for kind, _start, inner, _end in _within(film, [(b"trak", body - HEAD, body, end)]):
        if kind == b"hdlr":
            return bytes(film[inner + 8 : inner + 12])
    return b""


def _empty(film: bytearray, start: int, body: int, end: int) -> None:
    film[start + 4 : start + 8] = b"free"
    film[body:end] = bytes(end - body)
