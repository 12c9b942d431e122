"""How much a file may hold and how much it may cost to look at it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MEGAPIXEL = 1_000_000


@dataclass(frozen=True)
class Limits:
    file_bytes: int = 20 * MEGABYTE
    pixels: int = 24 * MEGAPIXEL
    side: int = 8000
    archive_entries: int = 1000
    archive_bytes: int = 100 * MEGABYTE
    archive_ratio: int = 100
    # What the child process that decodes a picture may use: 24 megapixels of noise with transparency were
    # measured at 390 MB and 9 s.
    memory_bytes: int = 640 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: int = 30


DEFAULT = Limits()
