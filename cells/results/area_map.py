"""The towns and streets as a drawn plan: which lies beside which, not to scale; no tiles from elsewhere."""

from typing import Any
from urllib.parse import urlencode

from portal.directory.queries import towns_and_streets

# Column and row, north above; an area that is not drawn here stands in a row of its own below.
PLACES = {
    "hongmei": (0, 0),
    "qinglong": (1, 0),
    "zhenglu": (2, 0),
    "tianning-jd": (0, 1),
    "diaozhuang": (1, 1),
    "lanling": (0, 2),
    "chashan": (1, 2),
}
WIDTH, HEIGHT, GAP = 150, 84, 6
BELOW = 3
STRONGEST = 4


def area_map(counts: dict[int, int], *, address: str, asked: dict[str, str]) -> dict[str, Any]:
    """Tiles with name, count, how full they are (0 to 4), and the register's address for the area."""
    most = max(counts.values(), default=0)
    tiles, extra = [], 0
    for area in towns_and_streets():
        column, row = PLACES.get(area.code, (extra, BELOW))
        extra += area.code not in PLACES
        count = counts.get(area.pk, 0)
        tiles.append(
            {
                "name": area.short_label,
                "count": count,
                "shade": -(-count * STRONGEST // most) if count else 0,
                "x": column * (WIDTH + GAP),
                "y": row * (HEIGHT + GAP),
                "middle": column * (WIDTH + GAP) + WIDTH // 2,
                "line": row * (HEIGHT + GAP) + HEIGHT // 2,
                "url": f"{address}?{urlencode(asked | {'area': area.code})}",
            }
        )
    rows = BELOW + bool(extra)
    return {"tiles": tiles, "width": 3 * (WIDTH + GAP) - GAP, "height": rows * (HEIGHT + GAP) - GAP,
            "tile_width": WIDTH, "tile_height": HEIGHT}  # fmt: skip
