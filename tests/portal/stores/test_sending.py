"""Who sends a file, how much of it, and under which headers: the portal itself, and the nginx that we ship."""

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from django.test import RequestFactory

from bench.proxy import proxy
from portal.stores.folder import Folder
from portal.stores.sending import POLICY, SENDS, SENT_BY, closed_file, open_file

DATA = bytes(range(256)) * 40
SHOWN = {"as_attachment": True, "filename": "台账.pdf"}


def asked(**headers):
    return RequestFactory(headers=headers).get("/")


def behind(settings):
    """A proxy of ours stands in front."""
    settings.ENV = type(settings.ENV)(**{**vars(settings.ENV), "trusted_proxies": 1})


@pytest.mark.parametrize("where", ["folder", "bucket"])
def test_the_portal_sends_parts_of_what_is_open(where, request):
    store = request.getfixturevalue(where)
    store.put("images/park.jpg", DATA)
    whole = open_file(asked(), store, "images/park.jpg", content_type="image/jpeg")
    assert b"".join(whole) == DATA
    assert (whole["Accept-Ranges"], whole["Content-Type"], whole["Content-Security-Policy"]) == (
        "bytes",
        "image/jpeg",
        POLICY,
    )
    part = open_file(asked(range="bytes=10-19"), store, "images/park.jpg", content_type="image/jpeg")
    assert (part.status_code, b"".join(part), part["Content-Range"]) == (206, DATA[10:20], f"bytes 10-19/{len(DATA)}")
    none = open_file(asked(range=f"bytes={len(DATA)}-"), store, "images/park.jpg", content_type="image/jpeg")
    assert (none.status_code, none["Content-Range"]) == (416, f"bytes */{len(DATA)}")
    changed = {"range": "bytes=0-1", "if-range": "Mon, 01 Jan 2024 00:00:00 GMT"}
    assert open_file(asked(**changed), store, "images/park.jpg", content_type="image/jpeg").status_code == 200
    kept = {"range": "bytes=0-1", "if-range": whole["Last-Modified"]}
    assert open_file(asked(**kept), store, "images/park.jpg", content_type="image/jpeg").status_code == 206
    again = {"if-modified-since": whole["Last-Modified"]}
    assert open_file(asked(**again), store, "images/park.jpg", content_type="image/jpeg").status_code == 304
    with pytest.raises(FileNotFoundError):
        open_file(asked(), store, "images/none.jpg", content_type="image/jpeg")


@pytest.mark.parametrize("where", ["folder", "bucket"])
def test_a_visitor_who_says_that_he_is_the_proxy_is_not_believed(where, request, settings):
    store = request.getfixturevalue(where)
    store.put("ab/x.pdf", DATA)
    given = {SENDS: "1", "range": "bytes=0-1"}
    answer = closed_file(asked(**given), store, "ab/x.pdf", content_type="application/pdf", shown=SHOWN)
    assert b"".join(answer) == DATA
    assert SENT_BY not in answer
    behind(settings)
    answer = closed_file(asked(**given), store, "ab/x.pdf", content_type="application/pdf", shown=SHOWN)
    assert answer.content == b""
    assert answer[SENT_BY].startswith("/-/evidence/ab/x.pdf" if where == "folder" else "/-/store/closed/")
    answer = open_file(asked(**given), store, "ab/x.pdf", content_type="application/pdf")
    assert answer[SENT_BY].startswith("/-/evidence/ab/x.pdf" if where == "folder" else "/-/store/open/")


class Portal(BaseHTTPRequestHandler):
    """/closed/<name> and /open/<name> are answered as the portal does; what it sends itself says so."""

    protocol_version = "HTTP/1.1"
    store = None
    requests: list = []

    def do_GET(self):
        self.requests.append((self.path, dict(self.headers)))
        kind, _, name = unquote(self.path).strip("/").partition("/")
        headers = {
            "Content-Type": "application/pdf",
            "Content-Disposition": "attachment",
            "Cache-Control": "private, no-store",
        }
        body = b"sent by the portal"
        if kind in {"closed", "open"} and self.headers.get(SENDS) and not name.endswith("gone.pdf"):
            headers[SENT_BY], body = self.store.sent_by_proxy(name, is_open=kind == "open"), b""
        elif kind in {"closed", "open"} and self.headers.get(SENDS):
            headers[SENT_BY], body = "/-/evidence/ab/gone.pdf", b""
        self.send_response(200)
        for key, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - their name

    def log_message(self, *_):
        pass


@pytest.fixture(params=["folder", "bucket"])
def front(request, tmp_path, s3):
    store = request.getfixturevalue(request.param)
    store.put("ab/x.pdf", DATA)
    Folder(location=tmp_path / "media", inside="/-/media/").put("ab/x.pdf", DATA)
    store.put("ab/x.original", b"sealed", sealed=True)
    Portal.store, Portal.requests = store, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "nginx").mkdir()
    with proxy(tmp_path / "nginx", server.server_port, tmp_path, s3) as address:
        yield address
    server.shutdown()


def ask(address, path, method="GET", **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for _ in range(100):
        try:
            with urllib.request.urlopen(
                urllib.request.Request(address + path, headers=given, method=method), timeout=9
            ) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.headers, fault.read()
        except urllib.error.URLError:  # it is still starting
            threading.Event().wait(0.1)
    raise AssertionError("nginx did not start")


def test_nginx_sends_what_the_portal_names_under_the_portals_headers(front):
    for kind in ("closed", "open"):
        status, headers, body = ask(front, f"/{kind}/ab/x.pdf", Cookie="__Host-session=secret")
        assert (status, body) == (200, DATA)
        assert headers["Content-Type"] == "application/pdf"
        assert headers.get_all("Content-Disposition") == ["attachment"]
        assert headers.get_all("Cache-Control") == ["private, no-store"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == POLICY
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Request-ID"] == Portal.requests[-1][1]["X-Request-ID"]
        assert SENT_BY not in headers
        assert not [name for name in headers if name.lower().startswith("x-amz")]
        status, headers, body = ask(front, f"/{kind}/ab/x.pdf", method="HEAD")
        assert (status, body) == (200, b"")


def test_parts_are_for_what_is_open(front):
    Portal.store.inside = "/-/media/"
    status, headers, body = ask(front, "/open/ab/x.pdf", Range="bytes=10-19")
    assert (status, body, headers["Content-Range"]) == (206, DATA[10:20], f"bytes 10-19/{len(DATA)}")
    Portal.store.inside = "/-/evidence/"
    status, headers, body = ask(front, "/closed/ab/x.pdf", Range="bytes=10-19")
    assert (status, body) == (200, DATA)


@pytest.mark.parametrize(
    "path",
    [
        "/-/evidence/ab/x.pdf",
        "/-/evidence/ab/x.original",
        "/-/media/x.jpg",
        "/-/store/closed/a",
        "/-/store/open/a",
        "/-/",
    ],
)
def test_no_browser_asks_for_what_lies_inside(front, path):
    """The portal is asked, as for any address, and knows none of them."""
    for address in (path, f"/closed/..{path}", path.replace("-", "%2d")):
        assert ask(front, address)[2] == b"sent by the portal"
        assert SENDS not in Portal.requests[-1][1]


def test_what_nginx_cannot_have_the_portal_sends_itself(front):
    status, _, body = ask(front, "/closed/gone.pdf")
    assert (status, body) == (200, b"sent by the portal")
    assert [headers.get(SENDS) for _, headers in Portal.requests] == ["1", None]
    assert len({headers["X-Request-ID"] for _, headers in Portal.requests}) == 1
