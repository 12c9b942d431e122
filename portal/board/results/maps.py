"""A sketch of the district: where towns and subdistricts lie to each other, not where their borders run."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.directory.models import Area

CELL, GAP = 100, 6
WIDTH, HEIGHT = 5 * CELL, 4 * CELL
# Column, row, columns wide, rows high; north is up.
CELLS = {
    "zhenglu": (3, 0, 2, 2),
    "qinglong": (1, 0, 2, 1),
    "jingkai": (1, 1, 2, 1),
    "hongmei": (0, 1, 1, 1),
    "tianning-jd": (0, 2, 1, 1),
    "chashan": (1, 2, 1, 1),
    "diaozhuang": (2, 2, 2, 1),
    "lanling": (0, 3, 2, 1),
}


@dataclass(frozen=True, slots=True)
class Place:
    """An area, the tone of its state, and what to write in it."""

    area: Area
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    place: Place
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def line(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Map:
    tiles: tuple[Tile, ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw_map(places: Iterable[Place]) -> Map:
    """Areas that the sketch does not know are left to the table beside it."""
    return Map(tuple(_tile(place) for place in places if place.area.code in CELLS))


def mark_of(row: dict) -> tuple[str, str]:
    """Of a row of the outreach quota: met, under way, or no number set."""
    if not row["quota"]:
        return "none", str(row["verified"])
    return "met" if row["verified"] >= row["quota"] else "information", f"{row['verified']}/{row['quota']}"


def _tile(place: Place) -> Tile:
    column, row, wide, high = CELLS[place.area.code]
    return Tile(place, column * CELL + GAP, row * CELL + GAP, wide * CELL - 2 * GAP, high * CELL - 2 * GAP)
