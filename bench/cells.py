"""Five years of the scheme: 50,000 applications of as many units, then each list as people open it.

Wanted: each under 300 ms (p95). `bench.cells_rows` fills the database.
"""

from collections.abc import Iterator
from urllib.parse import quote

from bench.load import Ask, filled
from bench.outreach import opened
from tests.journeys.server import Server

APPLICATIONS, YEARS = 50_000, 5
FILL = "from bench.cells_rows import tell; tell()"
PUBLIC = (
    "/cells/",
    "/cells/?page=900",
    "/cells/?area=hongmei&level=demo&year=2025",
    f"/cells/?q={quote('第 4242 家')}",
)
DISTRICT = (
    "/cells/cases/",
    "/cells/cases/?order=unit&page=2000",
    f"/cells/cases/?q={quote('第 4242 家')}",
    "/cells/cases/?status=refused&area=hongmei&order=due",
    "/cells/decisions/",
    "/cells/certificates/",
)
STREET = ("/cells/reviews/", "/cells/cases/")


def of(server: Server) -> Iterator[tuple[str, Ask]]:
    """The pages, each with the cookie of whoever may open it."""
    district, street = filled(server, FILL).split("\n")[:2]
    for paths, who, cookie in ((PUBLIC, "anyone", ""), (DISTRICT, "district", district), (STREET, "street", street)):
        for path in paths:
            yield f"cells, {APPLICATIONS} applications, {who}, {path}", opened(server.url(path), cookie)
