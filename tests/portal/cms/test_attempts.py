"""F3: a connection that died under a request; who is told what, and when the request is carried out once more."""

from types import SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from portal.cms import attempts
from portal.doors import UNSURE, Doors

GONE = OperationalError("consuming input failed: server closed the connection unexpectedly")
STARTING = OperationalError("connection failed: FATAL:  the database system is starting up")
OURS = ValueError("a fault of ours")


class Server:
    """Answers at the fourth look; until then whoever asks is told that it starts."""

    def __init__(self, away=3):
        self.away, self.looks, self.slept = away, 0, 0.0

    def ensure_connection(self):
        self.looks += 1
        if self.looks <= self.away:
            raise STARTING

    def sleep(self, seconds):
        self.slept += seconds


@pytest.fixture
def server(monkeypatch):
    server = Server()
    monkeypatch.setattr(connection, "ensure_connection", server.ensure_connection)
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(attempts, "time", SimpleNamespace(monotonic=lambda: server.slept, sleep=server.sleep))
    return server


def asked(faults, *, wrote="", is_keyed=True, was_unsure=False):
    """How often the view ran, and the last answer. `faults`: of each run, none for a run that ends well."""
    runs = []

    def view(request):
        if wrote == "open":
            request.attempt._note(SimpleNamespace(on_commit=lambda *_a, **_k: None), is_alone=False)
        elif wrote == "stored":
            request.attempt._note(connection, is_alone=True)
        response = HttpResponse(status=503 if faults[len(runs)] else 302)
        response.fault = faults[len(runs)]
        runs.append(response.status_code)
        return response

    request = RequestFactory().post("/feedback/", {"key": "1"}, **({UNSURE: True} if was_unsure else {}))
    request.resolver_match = SimpleNamespace(func=SimpleNamespace(is_repeatable=is_keyed))
    return attempts.second_attempt(view)(request).status_code, len(runs)


@pytest.mark.parametrize(
    ("faults", "more", "wanted", "looks"),
    [
        # Nothing was left behind: once more, at once.
        ([GONE, None], {}, (302, 2), 0),
        ([GONE, None], {"is_keyed": False}, (302, 2), 0),
        ([GONE, GONE], {}, (503, 2), 0),
        # The connection died at the COMMIT: it waits until the server is back, and finds out.
        ([GONE, None], {"wrote": "open"}, (302, 2), 4),
        ([STARTING, None], {"wrote": "open"}, (302, 2), 4),
        # Without a key a second run might store it twice: the words say that nobody knows.
        ([GONE], {"wrote": "open", "is_keyed": False}, (503, 1), 0),
        ([GONE], {"wrote": "stored", "is_keyed": False}, (503, 1), 0),
        ([GONE, None], {"wrote": "stored"}, (302, 2), 0),
        # The door sent it before Django was asked, which then found nobody.
        ([STARTING, None], {"was_unsure": True}, (302, 2), 4),
        ([GONE, None], {"was_unsure": True}, (302, 2), 4),
        # A server that was away all along is waited for once, by whoever asks it.
        ([STARTING], {}, (503, 1), 0),
        ([OURS], {"wrote": "open"}, (503, 1), 0),
    ],
)
def test_f3_who_is_carried_out_once_more(server, faults, more, wanted, looks):
    assert asked(faults, **more) == wanted
    assert server.looks == looks


def test_f3_nobody_waits_for_longer_than_the_proxy_does(server):
    server.away = 10_000
    assert asked([GONE, STARTING], wrote="open") == (503, 2)
    assert server.slept <= attempts.KNOWN_WITHIN + attempts.PAUSE


@pytest.mark.parametrize(
    ("fault", "is_unsure"),
    [(psycopg.OperationalError(str(GONE)), True), (psycopg.OperationalError(str(STARTING)), False)],
)
def test_f3_a_door_says_whether_its_statement_may_have_been_carried_out(fault, is_unsure):
    seen = {}

    def broken(environ, ask):
        raise fault

    def django(environ, start):
        seen.update(environ)
        return []

    Doors(django, [broken])({"REQUEST_METHOD": "POST"}, lambda *_: None)
    assert seen[UNSURE] is is_unsure
