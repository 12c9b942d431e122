"""What people ask for most, to be measured."""

from collections.abc import Iterator

from bench.load import Ask, get
from tests.journeys.server import Server


def of(server: Server) -> Iterator[tuple[str, Ask]]:
    yield "the home page", get(server.url("/"))
    yield "the sign-in page", get(server.url("/account/login/"))
