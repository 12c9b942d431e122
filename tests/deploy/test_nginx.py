"""The proxy that we ship: which addresses it writes down, and whose page it keeps for whom."""

import json
import re
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings
from django.http import parse_cookie
from django.urls import get_resolver

from bench.proxy import proxy
from portal.cms.pagecache import SECONDS
from portal.logs import harmless
from portal.settings.env import BASE_DIR

SHIPPED = (BASE_DIR / "docs" / "deploy" / "nginx.conf").read_text()
KEYS = re.compile(re.search(r'"~(\^\(\?<kind>.*?)" "\$kind', SHIPPED)[1].replace("(?<kind>", "(?P<kind>"))
ODD_NAMES = re.compile(r"<\w*:?(token|key|reference|sign|uidb36|invitation)>")
# What looks like a key and is none: it names something public, or opens nothing without an account of its own.
PUBLIC = {
    "q/<str:token>",  # printed on a wall, for everybody who passes
    "events/<uuid:public_id>/here/<slug:sign>/",  # shown to everybody in the hall
    "cells/notices/<str:batch>/<str:reference>/object/",  # the number of a published application
    "cells/mine/invitations/<uuid:invitation>/withdraw/",
}


def addresses(patterns, before=""):
    for pattern in patterns:
        text = before + str(pattern.pattern).removeprefix("^")
        yield from addresses(pattern.url_patterns, text) if hasattr(pattern, "url_patterns") else [text]


def filled(address):
    plain = re.sub(r"\(\?P<\w+>[^()]*\)|<[^>]+>", "WORD", address).replace("\\", "").rstrip("$")
    return f"/{plain}"


def keys():
    found = {address.removeprefix("en/") for address in addresses(get_resolver().url_patterns)}
    named = {address for address in found if ODD_NAMES.search(address) or "registration/<" in address}
    return sorted(address for address in named - PUBLIC if not address.startswith(("cms/", "documents/")))


def test_there_are_addresses_that_are_keys():
    assert "surveys/invited/<str:token>/" in keys()
    assert len(keys()) >= 6


@pytest.mark.parametrize("address", keys())
@pytest.mark.parametrize("language", ["", "/en"])
def test_an_address_that_is_a_key_is_in_no_log(address, language):
    path = language + filled(address)
    assert KEYS.match(path), path
    assert "WORD" not in harmless(f"Not Found: {path}").replace("WORD-WORD", "WORD")


def test_other_addresses_are_written_down_whole():
    for path in ("/", "/en/surveys/", "/surveys/residents/", "/cells/certificates/A-1/certificate.pdf", "/media/a.png"):
        assert KEYS.match(path) is None
        assert harmless(path) == path


ODD = [
    "Mode=elder",
    "MODE=elder",
    "mode=elder; mode=normal",
    "mode=normal; mode=elder",
    'mode="elder"',
    "mode=elder ; a=b",
    "mode =elder",
    "a=b;mode=elder",
    "mode=Elder",
    "mode=elder; mode=extra",
    "mode=extra; Mode=elder",
    "xmode=elder",
    "mode=elderly",
    "a=b; mode=extra; c=d",
    "contrast=dark; mode=elder",
]


class Portal(BaseHTTPRequestHandler):
    """Shows the look that Django would find in the cookies, and lets the proxy keep the page."""

    protocol_version = "HTTP/1.1"
    requests: list = []

    def do_GET(self):
        self.requests.append((self.path, dict(self.headers)))
        body = parse_cookie(self.headers.get("Cookie", "")).get("mode", "none").encode()
        self.send_response(200)
        if not self.path.startswith("/unmarked/"):
            self.send_header("X-Accel-Expires", "60")
        self.send_header("Cache-Control", "max-age=60")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with proxy(folder, server.server_port) as address:
        if address is None:
            pytest.skip("no nginx here; make drill asks the real one")
        yield address, folder
    server.shutdown()


def ask(address, path, **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for _ in range(50):
        try:
            with urllib.request.urlopen(urllib.request.Request(address + path, headers=given), timeout=5) as answer:
                return answer.headers, answer.read().decode()
        except urllib.error.URLError:  # it is still starting
            threading.Event().wait(0.1)
    raise AssertionError("nginx did not start")


@pytest.mark.parametrize("cookie", ODD)
def test_a_page_is_kept_for_those_who_are_meant(front, cookie):
    """Whoever comes first with whatever spelling: each of the plain ones gets the page of his own look."""
    address, path = front[0], f"/page-{ODD.index(cookie)}/"
    assert ask(address, path, Cookie=cookie)[1] == parse_cookie(cookie).get("mode", "none")
    for plain, look in (("a=1", "none"), ("mode=elder", "elder"), ("mode=extra", "extra")):
        assert ask(address, path, Cookie=plain)[1] == look
    assert ask(address, path)[1] == "none"
    assert ask(address, path, Cookie=cookie)[1] == parse_cookie(cookie).get("mode", "none")


def test_plain_looks_are_kept(front):
    for cookie in ("mode=elder", "contrast=high", "other=1"):
        Portal.requests.clear()
        for _ in range(3):
            ask(front[0], f"/kept-{cookie}/", Cookie=cookie)
        assert len(Portal.requests) == 1


@pytest.mark.parametrize("header", [f"{name}=1" for name in ("sessionid", "csrftoken", "__Host-session", "messages")])
def test_whoever_is_known_goes_past_the_cache_both_ways(front, header):
    path = f"/known-{header}/"
    for cookie in (f"a=1; {header}", header, ""):
        Portal.requests.clear()
        for _ in range(2):
            ask(front[0], path, Cookie=cookie)
        assert len(Portal.requests) == (2 if cookie else 1)


def test_the_cookies_of_both_settings_are_among_them():
    personal = re.search(r'"~\(([^)]+)\)" 1;', SHIPPED)[1]
    for name in ("__Host-session", "__Host-csrf", settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert re.search(personal, f"a=1; {name}=x")


def test_a_password_in_a_header_goes_past_the_cache_too(front):
    Portal.requests.clear()
    for _ in range(2):
        ask(front[0], "/with-password/", Authorization="Basic eA==")
    assert len(Portal.requests) == 2


def test_only_what_the_portal_marks_is_kept(front):
    """An edit shows within five seconds: the portal's own mark is short, and nothing else has one."""
    Portal.requests.clear()
    for _ in range(2):
        ask(front[0], "/unmarked/")
    assert len(Portal.requests) == 2
    assert SECONDS + 1 < 5


def logged(file, number):
    """The line is written after the answer has left."""
    for _ in range(50):
        for line in file.read_text().splitlines():
            if number in line:
                return json.loads(line)
        threading.Event().wait(0.05)
    raise AssertionError(f"{number} is not in the log")


def test_a_request_has_one_number_in_both_logs_and_no_key_in_any(front):
    address, folder = front
    for path in ("/surveys/invited/SECRET/", "/en//surveys/%69nvited/SECRET/?a=SECRET", "/events/?q=SECRET"):
        headers, _ = ask(address, path, Referer=f"{address}/surveys/invited/SECRET/", X_Request_ID="forged")
        row = logged(folder / "access.log", headers["X-Request-ID"])
        assert row["request"] == headers["X-Request-ID"] == Portal.requests[-1][1]["X-Request-ID"] != "forged"
        assert row["referrer"] == address
    assert headers["Referrer-Policy"] is None
    assert ask(address, "/surveys/invited/SECRET/")[0]["Referrer-Policy"] == "same-origin, strict-origin"
    told = [file.read_text() for file in folder.glob("*.log")]
    assert [text for text in told if "SECRET" in text] == []
