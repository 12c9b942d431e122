"""Many tries at once, at whatever has a limit or is taken once."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test import Client

AT_ONCE = 16
# Whole pages, four for each that counts at once; the count itself is asked two hundred times (test_any_limit_at_all).
TRIES = 60


def at_once(work, tries=TRIES, *, workers=AT_ONCE) -> list:
    def one(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, range(tries)))


def same_session(client: Client) -> Client:
    other = Client()
    other.cookies.load(client.cookies.output(header="", sep=";"))
    return other


def weighed(monkeypatch, place: str) -> list:
    """What was compared at that place, each time."""
    module, name = place.rsplit(".", 1)
    before = getattr(__import__(module, fromlist=[name]), name)
    seen = []
    monkeypatch.setattr(place, lambda *said, **named: seen.append((said, named)) or before(*said, **named))
    return seen
