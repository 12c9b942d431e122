"""How much a file may hold and how much it may cost to look at it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MEGAPIXEL = 1_000_000
# A picture this many times as long as wide is a screenshot to be read; across it keeps the width of a phone's screen.
LONG, READABLE = 3, 1080


def fitting(size: tuple[int, int], longest_side: int) -> tuple[int, int]:
    """The size of a picture made smaller: no longer than `longest_side`, but never too narrow to be read."""
    long, short = max(size), min(size)
    scale = longest_side / long
    if long > LONG * short:
        scale = max(scale, READABLE / short)
    return size if scale >= 1 else (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))


@dataclass(frozen=True)
class Limits:
    file_bytes: int = 20 * MEGABYTE
    pixels: int = 24 * MEGAPIXEL
    # A long scrolling screenshot is 1,080 wide and 15,000 high; what counts is the area.
    side: int = 32_000
    archive_entries: int = 1000
    archive_bytes: int = 100 * MEGABYTE
    archive_ratio: int = 100
    # What the child process that decodes a picture may use: 24 megapixels of noise with transparency were
    # measured at 390 MB and 9 s.
    memory_bytes: int = 640 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: int = 30


DEFAULT = Limits()
