"""F3 to F7 and F19 with servers that are really stopped and disks that are really full: the portal as it is run.

Where this machine may not start or mount one, the test is skipped in words.
"""

import contextlib
import http.client
import itertools
import shutil
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bench import restarts
from bench.phones import ADDRESSES
from portal.settings.env import Environment
from portal.settings.postgresql.base import SLACK_SECONDS
from tests.journeys.server import Server
from tests.own_servers import MissingError, Redis, fill, small_disk

ROWS = "from portal.home.models import Feedback; print('rows', Feedback.objects.count())"
WORDS = "北门的桶满了 三天"
BOUNDARY = "b" * 20
# How long a request waits for a database that hangs.
LIMIT = Environment().statement_timeout_ms / 1000 + SLACK_SECONDS


def ask(server, path, data=None, kind="application/x-www-form-urlencoded", timeout=40):
    """Status, headers, page."""
    headers = {"X-Forwarded-For": next(ADDRESSES)} | ({"Content-Type": kind} if data else {})
    asked = urllib.request.Request(server.url(path), data, headers)
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(asked, timeout=timeout) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read().decode()


def timed(*words) -> tuple[tuple, float]:
    began = time.monotonic()
    return ask(*words), time.monotonic() - began


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def feedback(**more) -> bytes:
    return urlencode({"key": str(uuid.uuid4()), "about": "message", "text": WORDS} | more).encode()


def with_file(size: int) -> bytes:
    parts = {"key": str(uuid.uuid4()), "about": "message", "text": WORDS}
    fields = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    # The file comes first: what was written stands behind it.
    return head.encode() + b"x" * size + b"\r\n" + fields.encode() + f"--{BOUNDARY}--\r\n".encode()


MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def rows(server) -> int:
    return int(server.manage("shell", "-v0", "-c", ROWS).partition("rows ")[2])


@pytest.fixture
def portal(tmp_path, monkeypatch):
    """Starts a portal with these variables; ends it afterwards."""
    started = []

    def portal(folder: Path = tmp_path / "portal", **variables) -> Server:
        for name, value in ({"DATABASE_URL": "", "CACHE_URL": ""} | variables).items():
            monkeypatch.setenv(name, value)
        server = Server(folder)
        started.append(server)
        server.prepare()
        server.start()
        return server

    yield portal
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def on_cluster(tmp_path_factory):
    """A filled portal and the PostgreSQL that is its alone."""
    with pytest.MonkeyPatch.context() as kept:
        for name in ("DATABASE_URL", "CACHE_URL", "PORTAL_TRUSTED_PROXIES"):
            kept.setenv(name, "")  # put back afterwards
        try:
            with restarts.portal_on_own_cluster(tmp_path_factory.mktemp("on_cluster")) as found:
                yield found
        except MissingError as missing:
            pytest.skip(str(missing))


def test_ops_01_f3_restarts_of_the_database_lose_and_double_nothing_and_nobody_is_told_500(on_cluster):
    journal, _times, found = restarts.run(*on_cluster, 2)
    assert found == {name: [] for name in found}
    assert journal.received > 20


def test_ops_01_f3_a_database_that_stays_away_is_said_in_words_and_comes_back_by_itself(on_cluster):
    server, cluster = on_cluster
    before = rows(server)
    assert ask(server, "/feedback/", feedback())[0] == 302
    ask(server, "/")
    cluster.stop()
    sent = feedback()
    status, headers, page = ask(server, "/feedback/", sent)
    assert status == 503
    assert int(headers["Retry-After"]) <= 60
    assert "data-again" in page
    assert WORDS in page
    assert ask(server, "/healthz")[0] == 200
    cluster.start()
    end = time.monotonic() + 20
    while ask(server, "/feedback/", sent)[0] != 302:
        assert time.monotonic() < end
        time.sleep(0.5)
    assert rows(server) == before + 2


def test_ops_01_f4_a_database_that_hangs_keeps_nobody_waiting(on_cluster):
    server, cluster = on_cluster
    (status, *_answer), usual = timed(server, "/feedback/", feedback())
    assert status == 302
    with cluster.hanging():
        (status, _headers, page), took = timed(server, "/feedback/", feedback())
        assert ask(server, "/healthz", timeout=3)[0] == 200
    assert status == 503
    assert WORDS in page
    # Whoever waits twice waits two limits (tests/portal/test_connections.py), whatever this machine takes beside them.
    assert took < 2 * LIMIT + usual
    end = time.monotonic() + 20
    while ask(server, "/feedback/", feedback())[0] != 302:
        assert time.monotonic() < end
        time.sleep(0.5)


def test_f5_a_full_disk_is_507_with_the_words_kept_and_reading_goes_on(portal, tmp_path):
    try:
        with small_disk(tmp_path / "disk", megabytes=40) as disk:
            server = portal(disk / "portal")
            assert ask(server, "/feedback/", feedback())[0] == 302
            before = rows(server)
            filler = fill(disk)
            seen = set()
            for _ in range(60):  # the log has some room of its own
                status, headers, page = ask(server, "/feedback/", feedback())
                seen.add(status)
                if status == 507:
                    break
            assert seen <= {302, 507}
            assert status == 507
            assert int(headers["Retry-After"]) > 0
            assert "data-again" in page
            assert WORDS in page
            assert ask(server, "/")[0] == 200
            filler.unlink()
            assert ask(server, "/feedback/", feedback())[0] == 302
            assert rows(server) > before
            server.manage("check_invariants")
            server.stop()
    except MissingError as missing:
        pytest.skip(str(missing))


def test_f5_no_room_for_what_is_on_its_way_keeps_the_words(portal, tmp_path):
    try:
        with small_disk(tmp_path / "temporary") as disk:
            server = portal(TMPDIR=str(disk))
            empty = shutil.disk_usage(disk).free
            assert ask(server, "/feedback/", with_file(3_000_000), MULTIPART)[0] == 302
            end = time.monotonic() + 20
            while shutil.disk_usage(disk).free < empty:  # what was on its way goes when its request has been answered
                assert time.monotonic() < end
                time.sleep(0.1)
            filler = fill(disk)
            status, _headers, page = ask(server, "/feedback/", with_file(3_000_000), MULTIPART)
            assert status == 507
            assert WORDS in page
            assert rows(server) == 1
            filler.unlink()
            assert ask(server, "/feedback/", with_file(3_000_000), MULTIPART)[0] == 302
            server.stop()
    except MissingError as missing:
        pytest.skip(str(missing))


def test_f7_what_broke_off_on_its_way_stores_nothing(portal):
    server = portal()
    for share, size in itertools.product((0.1, 0.5, 0.9, 0.999), (100_000, 3_000_000, 0)):
        body = with_file(size)
        wire = http.client.HTTPConnection("localhost", server.port, timeout=20)
        wire.putrequest("POST", "/feedback/")
        wire.putheader("Content-Type", MULTIPART)
        wire.putheader("Content-Length", str(len(body)))
        wire.endheaders()
        wire.send(body[: int(len(body) * share)])
        wire.sock.shutdown(1)
        with contextlib.suppress(OSError, http.client.HTTPException):
            assert wire.getresponse().status in {400, 408}
        wire.close()
    time.sleep(1)
    assert rows(server) == 0
    assert ask(server, "/feedback/", with_file(10), MULTIPART)[0] == 302


def test_f19_without_the_cache_reading_and_answering_go_on_and_signing_in_says_so(portal, tmp_path):
    try:
        redis = Redis(tmp_path)
    except MissingError as missing:
        pytest.skip(str(missing))
    redis.start()
    try:
        server = portal(CACHE_URL=redis.address)
        sign_in = urlencode({"login": "nobody", "password": "x"}).encode()
        redis.stop()
        assert ask(server, "/")[0] == 200
        assert ask(server, "/surveys/")[0] == 200
        assert ask(server, "/feedback/", feedback())[0] == 302
        client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(), NoRedirect)
        page = client.open(server.url("/account/login/")).read().decode()
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        with pytest.raises(urllib.error.HTTPError) as refused:
            client.open(server.url("/account/login/"), sign_in + f"&csrfmiddlewaretoken={token}".encode())
        assert refused.value.code == 503
        assert "登录" in refused.value.read().decode()
        redis.start()
        with client.open(server.url("/account/login/"), sign_in + f"&csrfmiddlewaretoken={token}".encode()) as answer:
            assert answer.status == 200  # weighed again, and refused as a wrong password
    finally:
        redis.stop()
