"""Two plans and fifteen years of the board: pages as strangers get them, and drawn anew.

Wanted: what strangers get at most 200 ms (p95). `bench.board_rows` fills the database.
"""

from collections.abc import Iterator

from bench.load import Ask, filled, get
from bench.outreach import opened
from tests.journeys.server import Server

YEARS, LAST = 15, 2026
FILL = "from bench.board_rows import fill; fill()"
PAGES = (
    "/board/",
    "/board/2022-2025/13/",
    "/board/2026-2030/13/",
    "/board/2022-2025/tasks/",
    "/board/?state=met",
    "/board/2022-2025/responsible/",
    "/board/2022-2025/changes/",
    "/board/2022-2025/api/v1/indicators",
    "/board/2022-2025/13/data.csv",
)


def of(server: Server) -> Iterator[tuple[str, Ask]]:
    count = filled(server, FILL)
    for path in PAGES[:4]:
        yield f"board, {count} observations, {path}", get(server.url(path))
    for path in PAGES:
        yield f"board, {count} observations, {path}, drawn anew", opened(server.url(path), "")
