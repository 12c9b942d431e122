"""How much a table may hold. The rows that a door takes are the door's own limit, below these."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    file_bytes: int = 5 * MEGABYTE
    # 500 rows of 25 columns unpack to one megabyte; rows that are only coloured add to it.
    unpacked_bytes: int = 24 * MEGABYTE
    entries: int = 1000
    last_row: int = 20_000
    columns: int = 100
    # All texts together: what was tried travels through the page that asks for consent.
    signs: int = 400_000
    cell_signs: int = 5_000


DEFAULT = Limits()
