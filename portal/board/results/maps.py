"""A sketch of the district: where towns and subdistricts lie to each other, not where their borders run."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from portal.directory.models import Area

CELL, GAP = 100, 6


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
    width: int
    height: int


def draw_map(places: Iterable[Place]) -> Map:
    """Areas that the sketch does not know are left to the table beside it."""
    drawn = settings.DISTRICT.map
    columns, rows = settings.DISTRICT.map_size
    tiles = tuple(_tile(place, drawn[place.area.code]) for place in places if place.area.code in drawn)
    return Map(tiles, columns * CELL, rows * CELL)


def mark_of(row: dict) -> tuple[str, str]:
    """Of a row of the outreach quota: met, under way, or no number set."""
    if not row["quota"]:
        return "none", str(row["verified"])
    return "met" if row["verified"] >= row["quota"] else "information", f"{row['verified']}/{row['quota']}"


def _tile(place: Place, drawn: tuple[int, int, int, int]) -> Tile:
    column, row, wide, high = drawn
    return Tile(place, column * CELL + GAP, row * CELL + GAP, wide * CELL - 2 * GAP, high * CELL - 2 * GAP)
