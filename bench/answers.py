"""What people ask for most, to be measured."""

import itertools
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

from bench.load import REQUESTS, WARM, Ask, get
from bench.phones import RESIDENT, key_of
from tests.journeys.server import Server


def of(server: Server) -> Iterator[tuple[str, Ask]]:
    survey = next(survey["slug"] for survey in server.seed["surveys"] if survey["state"] == "open")
    address = server.url(f"/surveys/{survey}/")
    yield "the home page", get(server.url("/"))
    yield "the board", get(server.url("/board/"))
    yield "the survey, opened", get(address)
    yield "the survey, answered", answering(address)


def answering(address: str) -> Ask:
    """Each answer has a key of its own, fetched before the time runs, and comes from a phone of its own."""
    keys = [key_of(address) for _ in range(REQUESTS + WARM)]
    waiting, lock, phones = iter(keys), threading.Lock(), itertools.count(1)

    def ask() -> int:
        with lock:
            key, phone = next(waiting), next(phones)
        body = urllib.parse.urlencode(RESIDENT | {"key": key}).encode()
        headers = {"X-Forwarded-For": f"10.1.{phone // 250}.{phone % 250}"}
        request = urllib.request.Request(address, body, headers)
        try:
            return Unfollowed.open(request, timeout=30).status
        except urllib.error.HTTPError as error:
            error.read()
            return error.code

    return ask


class StaysHere(urllib.request.HTTPRedirectHandler):
    """The receipt is a page of its own; what is timed is the answer."""

    def redirect_request(self, *_args: object) -> None:
        return None


Unfollowed = urllib.request.build_opener(StaysHere)
