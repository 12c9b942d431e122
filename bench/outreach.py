"""Five years of outreach: 20,000 events of 8 areas, then the ledger and the calendar as people open them.

Wanted: each under 300 ms (p95). `bench.outreach_rows` fills the database.
"""

import urllib.request
import uuid
from collections.abc import Iterator

from bench.load import Ask, filled
from bench.phones import ADDRESSES
from tests.journeys.server import Server

EVENTS, YEARS = 20_000, 5
FILL = "from bench.outreach_rows import tell; tell()"
AUDITED = ("/events/ledger/", "/events/ledger/2025-Q4/", "/events/review/?state=verified")
PUBLIC = (
    "/events/",
    "/events/?when=past",
    "/events/?when=past&area=hongmei&audience=schools",
    "/events/month/2026-10/",
)


def of(server: Server) -> Iterator[tuple[str, Ask]]:
    """The pages, each with the cookie of whoever may open it."""
    cookie = filled(server, FILL)
    for path in PUBLIC:
        yield f"outreach, {EVENTS} events, {path}", opened(server.url(path), "")
    for path in AUDITED:
        yield f"outreach, {EVENTS} events, {path}", opened(server.url(path), cookie)


def opened(address: str, cookie: str) -> Ask:
    """Each time as if nobody had asked before: what a cache keeps for strangers is passed by."""

    def ask() -> int:
        # Each is another person's: one who took so many tables would be asked to wait.
        headers = {"X-Forwarded-For": next(ADDRESSES), **({"Cookie": cookie} if cookie else {})}
        sign = "&" if "?" in address else "?"
        request = urllib.request.Request(f"{address}{sign}bench={uuid.uuid4().hex}", headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()
            return answer.status if "/login/" not in answer.url else 403

    return ask
