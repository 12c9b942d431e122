"""The towns and streets as a drawn plan: which lies beside which, not to scale; no tiles from elsewhere."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from portal.directory.queries import towns_and_streets

WIDTH, HEIGHT, GAP = 104, 84, 6
STRONGEST = 4


def area_map(counts: dict[int, int], *, address: str, asked: dict[str, str]) -> dict[str, Any]:
    """Tiles with name, count, how full they are (0 to 4), and the register's address for the area.

    An area that the district's plan does not draw stands in a row of its own below.
    """
    drawn = settings.DISTRICT.map
    columns, rows = settings.DISTRICT.map_size
    most = max(counts.values(), default=0)
    tiles, extra = [], 0
    for area in towns_and_streets():
        column, row, wide, high = drawn.get(area.code, (extra, rows, 1, 1))
        extra += area.code not in drawn
        count = counts.get(area.pk, 0)
        x, y, width, height = column * WIDTH, row * HEIGHT, wide * WIDTH - GAP, high * HEIGHT - GAP
        tiles.append(
            {
                "name": area.short_label,
                "count": count,
                "shade": -(-count * STRONGEST // most) if count else 0,
                "x": x,
                "y": y,
                "width": width,
                "height": height,
                "middle": x + width // 2,
                "line": y + height // 2,
                "url": f"{address}?{urlencode(asked | {'area': area.code})}",
            }
        )
    width, height = max(columns, extra) * WIDTH - GAP, (rows + bool(extra)) * HEIGHT - GAP
    return {"tiles": tiles, "width": width, "height": height}
