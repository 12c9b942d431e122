"""Both ways in: Django alone, and the door before it, asked the same things."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from portal import doors
from portal.doors import Doors
from surveys.door import make
from surveys.models import Flag, Invitation, PendingTally, Response
from surveys.operations.collection import invitation_digest
from tests.factories import surveys as factory
from tests.surveys.keys import new_key

EARLIER = factory.NOW - timedelta(minutes=5)
INVITED = "/surveys/invited/answer/"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Sent:
    method: str = "GET"
    path: str = "/surveys/resident/"
    query: str = ""
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict:
        length = {"CONTENT_LENGTH": str(len(self.body)), "CONTENT_TYPE": FORM} if self.body else {}
        return {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "10.0.0.1",
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": BytesIO(),
            "wsgi.version": (1, 0),
        } | {name: value for name, value in (length | self.headers).items() if value is not None}


def filled(wave, *, since=EARLIER, **changes) -> dict:
    return {"key": new_key(wave, since), **factory.posted(**changes)}


def post(wave, path="/surveys/resident/", *, headers=None, since=EARLIER, **changes) -> Sent:
    own = {"invitation": changes.pop("invitation")} if "invitation" in changes else {}
    body = urlencode(filled(wave, since=since, **changes) | own, doseq=True).encode()
    return Sent("POST", path, "", body, headers or {})


def invited(wave) -> str:
    """A new invitation, by what its link holds."""
    token = secrets.token_hex(8)
    Invitation.objects.create(wave=wave, digest=invitation_digest(token))
    return token


class Ways:
    """`asked` counts how often Django was asked by the door's way."""

    def __init__(self) -> None:
        self.django, self.asked = WSGIHandler(), 0
        self.door = make()
        self.doors = Doors(self._counted, [self.door])

    def _counted(self, environ, start):
        self.asked += 1
        return self.django(environ, start)

    def by_django(self, sent: Sent):
        return doors.whole(self.django, sent.environ)

    def by_door(self, sent: Sent):
        return doors.whole(self.doors, sent.environ)

    def first(self, wave, path) -> Sent:
        return post(wave, path, **({"invitation": invited(wave)} if path.endswith(INVITED) else {}))

    def warm(self, wave, *paths) -> None:
        """What Django tells once is known afterwards."""
        for path in paths or ("/surveys/resident/",):
            for sent in (Sent(path=path), *(self.first(wave, path) for _ in range(2))):
                answer = self.by_door(sent)
            receipt, _, query = answer.header("Location").partition("?")
            self.by_door(Sent(path=receipt, query=query))
        self.asked = 0


@pytest.fixture
def ways(transactional_db, monkeypatch):
    for module in ("answers", "pages"):
        monkeypatch.setattr(f"surveys.door.{module}.now", lambda: factory.NOW)
    monkeypatch.setattr(doors, "SHUT", doors.Shut())
    found = Ways()
    yield found
    if found.door.receipts:
        found.door.answers._store.connections.close()


@pytest.fixture
def wave(transactional_db):
    factory.CommunityFactory()
    return factory.WaveFactory()


def stored() -> dict:
    """All that was kept, by row, but for what is drawn by lot."""
    names = ("wave", "version", "area", "community", "place", "mode", "channel", "tier", "answers", "batch")
    pending = set(PendingTally.objects.values_list("pk", flat=True))
    signs: dict = {}
    for response, kind, state in Flag.objects.order_by("kind").values_list("response", "kind", "state"):
        signs.setdefault(response, []).append((kind, state))
    rows = Response.objects.values_list("pk", *names)
    return {pk: (*facts, signs.get(pk), pk in pending) for pk, *facts in rows}


# On SQLite the door keeps to the form.
IS_STORING = connection.vendor == "postgresql"
