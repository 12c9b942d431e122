"""Whether two photos show the same picture, though one was cut, turned, shrunk, saved again or photographed off a screen.

Corners that survive all that are found at several scales; what surrounds each is written as 256 comparisons of
brightness, turned the way the corner points (ORB: Rublee et al. 2011). Two photos are alike when many of these agree
under one turn, scale and shift. A hint for people, never a verdict.
"""

import functools
import io
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

AREA = 120_000  # how many pixels of a picture are looked at: 400 by 300
MARK = np.dtype([("x", "<u2"), ("y", "<u2"), ("words", "<u8", (4,))])
LEVELS, STEP = 6, 1.3
MOST_MARKS, BORDER, REACH = 220, 17, 13
FLAT = 12.0  # a corner weaker than this is noise on a plain surface
NEAR, CLEARLY = 64, 0.85
PAIRS, TOLERANCE = 600, 5.0
FEWEST, SHARE, LARGEST = 9, 0.45, 4.0
EVERY, CLOSE, WORTH_A_LOOK = 4, 24, 8

Floats = NDArray[np.float32]
Marks = NDArray[np.void]


def marks_of(data: bytes) -> bytes:
    """The corners of a picture that intake has made anew (JPEG or PNG) and what surrounds them, the strongest first."""
    from PIL import Image  # noqa: PLC0415 - like scipy below, megabytes that most processes never need

    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as source:
        factor = min(1.0, (AREA / (source.width * source.height)) ** 0.5)
        size = (max(1, round(source.width * factor)), max(1, round(source.height * factor)))
        source.draft("L", size)
        picture = source.convert("L").resize(size, Image.Resampling.BOX)
    found = []
    for level in range(LEVELS):
        scale = STEP**level
        size = (round(picture.width / scale), round(picture.height / scale))
        if min(size) > 2 * BORDER + 2:
            shrunk = np.asarray(picture.resize(size, Image.Resampling.BOX), dtype=np.float32)
            found.append(_marks_at(shrunk, scale, most=round(MOST_MARKS / (1 + level))))
    if not found:
        return b""
    strengths, marks = (np.concatenate(part) for part in zip(*found, strict=True))
    return bytes(marks[np.argsort(-strengths, kind="stable")][:MOST_MARKS].tobytes())


def read_marks(kept: bytes) -> Marks:
    """What `marks_of` wrote, as rows."""
    return np.frombuffer(kept, dtype=MARK)


def are_alike(one: Marks, other: Marks) -> bool:
    """Whether enough of what both show agrees under one turn, scale and shift."""
    if min(len(one), len(other)) < FEWEST:
        return False
    mine, theirs = _matches(one, other)
    if len(mine) < FEWEST:
        return False
    before, after = _points(one[mine]), _points(other[theirs])
    agreed, turn, shift = _best_fit(before, after)
    return bool(agreed >= FEWEST and agreed >= SHARE * _shared(one, other, turn, shift))


def alike_among(one: bytes, others: Iterable[tuple[int, bytes]]) -> Iterator[int]:
    """The keys of those among (key, marks) that are alike; most are passed over after a brief look."""
    mine = read_marks(one)
    for key, kept in others:
        theirs = read_marks(kept)
        if _worth_a_look(mine, theirs) and are_alike(mine, theirs):
            yield key


def _worth_a_look(one: Marks, other: Marks) -> bool:
    """Whether a few of the marks have a very near one among the others'."""
    if min(len(one), len(other)) < FEWEST:
        return False
    return bool((_distances(one[::EVERY], other).min(axis=1) <= CLOSE).sum() >= WORTH_A_LOOK)


def _marks_at(grey: Floats, scale: float, *, most: int) -> tuple[Floats, Marks]:
    from scipy import ndimage  # noqa: PLC0415

    smooth = ndimage.gaussian_filter(grey, 1.6)
    across, down = ndimage.sobel(smooth, 1), ndimage.sobel(smooth, 0)
    xx, yy, xy = (ndimage.gaussian_filter(part, 1.8) for part in (across**2, down**2, across * down))
    corner = (xx * yy - xy**2) / (xx + yy + 1e-3)
    corner[:BORDER] = corner[-BORDER:] = corner[:, :BORDER] = corner[:, -BORDER:] = 0
    y, x = np.nonzero((corner == ndimage.maximum_filter(corner, 9)) & (corner > FLAT))
    order = np.argsort(-corner[y, x], kind="stable")[:most]
    y, x = y[order], x[order]
    marks = np.zeros(len(x), dtype=MARK)
    marks["x"], marks["y"] = np.rint(x * scale), np.rint(y * scale)
    marks["words"] = _described(smooth, x, y)
    return corner[y, x], marks


def _described(smooth: Floats, x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.uint64]:
    """256 comparisons around each point, in a frame turned towards its brighter side."""
    reach = np.arange(-REACH, REACH + 1)
    right, below = (part.ravel() for part in np.meshgrid(reach, reach))
    disc = right**2 + below**2 <= REACH**2
    right, below = right[disc], below[disc]
    around = smooth[y[:, None] + below, x[:, None] + right]
    angle = np.arctan2((around * below).sum(axis=1), (around * right).sum(axis=1))
    turn = np.exp(1j * angle)[:, None, None] * _pairs()
    rows, columns = np.rint(turn.imag).astype(int), np.rint(turn.real).astype(int)
    values = smooth[y[:, None, None] + rows, x[:, None, None] + columns]
    bits = np.packbits(values[..., 0] < values[..., 1], axis=1)
    return np.ascontiguousarray(bits).view("<u8")


@functools.lru_cache(maxsize=1)
def _pairs() -> NDArray[np.complex128]:
    """The same 256 pairs of places for every picture, denser near the middle, as complex numbers."""
    places = np.random.default_rng(2022).normal(0, REACH / 2, (4096, 2))
    places = places[np.hypot(*places.T) <= REACH][:512]
    return (places[:, 0] + 1j * places[:, 1]).reshape(256, 2)


def _distances(one: Marks, other: Marks) -> NDArray[np.uint16]:
    """How many of the 256 comparisons differ, each against each."""
    return np.bitwise_count(one["words"][:, None, :] ^ other["words"][None, :, :]).sum(axis=2, dtype=np.uint16)


def _points(marks: Marks) -> NDArray[np.complex128]:
    return marks["x"] + 1j * marks["y"].astype(float)


def _matches(one: Marks, other: Marks) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs that choose each other, clearly before the next place: what repeats itself says nothing."""
    distances = _distances(one, other)
    best = distances.argmin(axis=1)
    least = distances[np.arange(len(one)), best]
    elsewhere = np.abs(_points(other)[None, :] - _points(other)[best][:, None]) > 2 * TOLERANCE
    second = np.where(elsewhere, distances, 256).min(axis=1)
    chosen = (least <= NEAR) & (least < CLEARLY * second)
    back = distances.min(axis=0)
    mutual = np.nonzero(chosen & (least <= back[best]))[0]
    return mutual, best[mutual]


def _best_fit(before: NDArray[np.complex128], after: NDArray[np.complex128]) -> tuple[int, complex, complex]:
    """The turn with scale (one complex number) and the shift that most pairs agree on; how many places agree."""
    draw = np.random.default_rng(7)
    first, second = draw.integers(0, len(before), (2, PAIRS))
    apart = np.abs(before[first] - before[second]) > 4 * TOLERANCE
    first, second = first[apart], second[apart]
    if not len(first):
        return 0, 1, 0
    turns = (after[first] - after[second]) / (before[first] - before[second])
    shifts = after[first] - turns * before[first]
    sane = (np.abs(turns) > 1 / LARGEST) & (np.abs(turns) < LARGEST)
    close = (
        np.abs(turns[:, None] * before + shifts[:, None] - after) < TOLERANCE * np.maximum(1, np.abs(turns))[:, None]
    )
    best = int((close.sum(axis=1) * sane).argmax())
    places = np.unique(np.rint(before[close[best]] / (2 * TOLERANCE)))
    return len(places) * int(sane[best]), complex(turns[best]), complex(shifts[best])


def _shared(one: Marks, other: Marks, turn: complex, shift: complex) -> int:
    """How many places of the one lie within what the other shows, or the other way round: the fewer."""
    mine, theirs = _points(one), _points(other)
    return min(_inside(turn * mine + shift, theirs, mine), _inside((theirs - shift) / turn, mine, theirs))


def _inside(moved: NDArray[np.complex128], frame: NDArray[np.complex128], own: NDArray[np.complex128]) -> int:
    within = (moved.real >= frame.real.min()) & (moved.real <= frame.real.max())
    within &= (moved.imag >= frame.imag.min()) & (moved.imag <= frame.imag.max())
    return len(np.unique(np.rint(own[within] / (2 * TOLERANCE))))
