"""Phones that answer the survey: each with a form of its own, from an address of its own."""

import http.client
import itertools
import re
import secrets
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address
from urllib.parse import urlencode, urlsplit

KEY = re.compile(r'name="key" value="([^"]+)"')
RESIDENT = {
    "q_residence": "six_months",
    "q_age": "a30_44",
    "q_home": "hongmei",
    "q_awareness": "heard",
    "q_channels": "home_visit",
    "q_medicine": "hazardous",
    "q_lamp": "hazardous",
    "q_furniture": "booked",
    "q_actions": "sorting",
    "q_facilities": "satisfied",
    "q_response": "fairly_satisfied",
    "q_overall": "satisfied",
}
# Threads take from it at once, which a generator would not bear.
ADDRESSES = map(str, map(IPv4Address, itertools.count(int(IPv4Address("10.0.0.1")))))
READING = 60  # seconds that a form was open before it is sent


@contextmanager
def at_work(threads: Sequence[threading.Thread], done: threading.Event) -> Iterator[None]:
    """Threads that go on until they are told that it is done."""
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


@dataclass(frozen=True)
class Form:
    """A filled-in form: the random word of its key, and the bytes of its post."""

    word: str
    body: str


def key_of(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as page:
        return KEY.search(page.read().decode())[1]


def stamp_of(address: str) -> str:
    """What the server signed for all who open the form in these seconds."""
    return key_of(address).partition("!")[0]


def new_form(stamp: str, *, taken: int = READING) -> Form:
    """The script of the page writes the rest of the key in the same way."""
    word = secrets.token_urlsafe(16)
    return Form(word, urlencode(RESIDENT | {"key": f"{stamp}!0!{word}", "taken": taken}))


class Phone:
    """One connection, kept while it holds."""

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        self.headers = headers or {}
        self.place, self.path = urlsplit(address), urlsplit(address).path
        self.wire: http.client.HTTPConnection | None = None
        self.number = next(ADDRESSES)

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, bytes]:
        """Status, Location and content; OSError or HTTPException when nobody answered."""
        if self.wire is None:
            self.wire = http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            self.wire.request(method, path, body, {"X-Forwarded-For": self.number, **kind, **self.headers})
            answer = self.wire.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        except (OSError, http.client.HTTPException):
            self.wire.close()
            self.wire = None
            raise

    def send(self, form: Form) -> tuple[int, str]:
        """Status and the address of the receipt. Each is another person's: one who sent hundreds would be asked to work."""
        self.number = next(ADDRESSES)
        status, location, _ = self.ask("POST", self.path, form.body)
        return status, location
