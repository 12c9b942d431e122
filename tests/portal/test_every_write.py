"""Every view that writes, with each fault at each of its statements: told in words, what was sent is kept, never 500."""

import re
from html import unescape

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection
from django.db.utils import DatabaseError
from redis.exceptions import ConnectionError as RedisConnectionError

from tests.access import ANONYMOUS
from tests.test_access import MATRIX, _address, clients, signed_in  # noqa: F401 - fixtures

STRAY = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK)", re.IGNORECASE)
WORDS = '红梅公园北门的垃圾桶 "坏了" <b>三天</b>\n& nobody came'
SENT = {"text": WORDS, "step": "accept", "key": "5d9b1d0e-0000-4000-8000-000000000001", "title": "甲 乙", "number": "1"}
STATEMENTS = 30


def caused(outer, inner):
    outer.__cause__ = inner
    return outer


FAULTS = {
    "away": (lambda: OperationalError("couldn't get a connection after 5.00 sec"), 503),
    "lock": (lambda: caused(OperationalError("x"), psycopg.errors.LockNotAvailable("lock timeout")), 503),
    "locked": (lambda: OperationalError("database is locked"), 503),
    "slow": (lambda: caused(OperationalError("x"), psycopg.errors.QueryCanceled("statement timeout")), 503),
    "deadlock": (lambda: caused(OperationalError("x"), psycopg.errors.DeadlockDetected("deadlock detected")), 503),
    "read_only": (lambda: caused(InternalError("x"), psycopg.errors.ReadOnlySqlTransaction("cannot execute")), 503),
    "read_only_file": (lambda: OperationalError("attempt to write a readonly database"), 503),
    "full": (lambda: caused(OperationalError("x"), psycopg.errors.DiskFull("could not extend file")), 507),
    "full_file": (lambda: OperationalError("database or disk is full"), 507),
    "damaged": (lambda: DatabaseError("database disk image is malformed"), 503),
}
WRITING = sorted(name for name, access in MATRIX.items() if access.post)


class Broken:
    """From its n-th statement on the database raises one fault."""

    def __init__(self, fault, after: int) -> None:
        self.fault, self.left, self.has_raised = fault, after, False

    def __call__(self, execute, sql, params, many, context):
        if not STRAY.match(str(sql)):
            self.left -= 1
            if self.left < 0:
                self.has_raised = True
                raise self.fault()
        return execute(sql, params, many, context)


def client_for(clients, name):  # noqa: F811
    roles = sorted(MATRIX[name].post - {ANONYMOUS}) or [ANONYMOUS]
    client = clients[ANONYMOUS if ANONYMOUS in MATRIX[name].post else roles[0]]
    client.raise_request_exception = False
    return client


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the form by which it is sent again."""
    form = page[page.index("data-again") : page.index("</form>", page.index("data-again"))]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


@pytest.mark.parametrize("name", WRITING)
def test_every_view_that_writes_tells_each_fault_in_words(clients, name):  # noqa: F811
    client, address = client_for(clients, name), _address(name)
    kinds = list(FAULTS.values())
    for after in range(STATEMENTS):
        fault, status = kinds[(after + len(name)) % len(kinds)]
        broken = Broken(fault, after)
        with connection.execute_wrapper(broken):
            answer = client.post(address, SENT)
        if not broken.has_raised:
            break
        assert answer.status_code != 500, f"{name}: statement {after}"
        if answer.status_code < 500:
            continue  # the view did without what it could not have
        assert answer.status_code == status
        assert int(answer.headers["Retry-After"]) > 0
        page = answer.content.decode()
        assert 'lang="zh-hans"' in page
        assert fields_of(page) == SENT | {"csrfmiddlewaretoken": fields_of(page)["csrfmiddlewaretoken"]}
        assert "垃圾桶 &quot;坏了&quot; &lt;b&gt;三天&lt;/b&gt;<br>" in page


@pytest.mark.parametrize("kind", sorted(FAULTS))
@pytest.mark.parametrize("name", ["home:feedback-leave", "campaigns:event-log", "cells:organisation-register"])
def test_each_fault_of_three_rooms(clients, name, kind):  # noqa: F811
    fault, status = FAULTS[kind]
    client = client_for(clients, name)
    with connection.execute_wrapper(Broken(fault, 6 if MATRIX[name].post < {ANONYMOUS} else 0)):
        answer = client.post(_address(name), SENT | {"about": "message"})
    assert answer.status_code == status
    assert "data-again" in answer.content.decode()


def test_a_fault_of_ours_is_still_500(clients):  # noqa: F811
    client = client_for(clients, "home:feedback-leave")
    with connection.execute_wrapper(Broken(lambda: OperationalError('near "SELEC": syntax error'), 0)):
        assert client.post("/feedback/", SENT).status_code == 500


def test_without_the_cache_signing_in_says_so_and_shows_no_password(client, db, monkeypatch):
    def gone(*args, **kwargs):
        raise RedisConnectionError("Error 111 connecting to 127.0.0.1:6379. Connection refused.")

    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.add", gone)
    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.get", gone)
    client.raise_request_exception = False
    answer = client.post("/account/login/", {"login": "anna", "password": "not to be shown"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "登录" in page
    assert "not to be shown" not in page
    assert "data-again" not in page
    assert client.get("/feedback/").status_code == 200
    assert client.post("/feedback/", {"text": "a"}).status_code == 302
