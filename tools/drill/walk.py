"""Through nginx as people come: a page, its style, a picture, a certificate, an answer, a member of staff signing in."""

import http.client
import http.cookiejar
import re
import secrets
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.phones import RESIDENT
from tools.drill.site import HOST

ADDRESS = f"https://{HOST}"
STYLE = re.compile(r'href="(/static/[^"]+\.css)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STAMP = re.compile(r'name="key" value="([^"!]+)!')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 60  # seconds until an answer that is sent again and again has its receipt
POSTERS, PAUSE = 5, 0.5  # ten answers a second


class Wire(http.client.HTTPSConnection):
    """To the drill's nginx, whatever the name; the certificate has to be that name's."""

    def connect(self) -> None:
        self._create_connection = lambda address, *more: socket.create_connection(("127.0.0.1", address[1]), *more)
        super().connect()


class Handler(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(Wire, request, context=self._context)


class Browser:
    """Follows redirects and keeps cookies; trusts the one certificate that the operator made."""

    def __init__(self, certificate: Path) -> None:
        self.trust = ssl.create_default_context(cafile=str(certificate))
        self.opener = urllib.request.build_opener(
            Handler(context=self.trust),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )

    def ask(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content of an address of the portal or of a whole address."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        given = {name.replace("_", "-"): value for name, value in headers.items()} | {"Referer": f"{ADDRESS}/"}
        request = urllib.request.Request(urllib.parse.urljoin(ADDRESS, path), data, given)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, dict(answer.headers.items()), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers.items()), error.read()

    def page(self, path: str) -> str:
        status, _, content = self.ask(path)
        assert status == 200, f"{path}: {status}"
        return content.decode()

    def send(self, path: str, **fields: str) -> str:
        """The page's form with its token, filled in and sent; the page that follows."""
        found = TOKEN.search(self.page(path))
        status, _, content = self.ask(path, {"csrfmiddlewaretoken": found[1] if found else "", **fields})
        assert status == 200, f"{path}: {status}"
        return content.decode()


def look(browser: Browser, facts: dict) -> None:
    """Each of these is an AssertionError when it is not as a visitor expects it."""
    style = STYLE.search(browser.page("/"))
    assert style, "the front page names no style"
    kinds = {style[1]: "text/css", facts["picture"]: "image/"}
    for path, kind in kinds.items():
        status, headers, content = browser.ask(path)
        assert (status, headers["Content-Type"].startswith(kind)) == (200, True), f"{path}: {status}"
        assert content, f"{path} is empty"
    assert Phone(browser.trust, facts["survey"]).answer(PATIENCE), "an answer got no receipt"


def sign_in(certificate: Path, account: dict, paper: str) -> None:
    """With the password and the next recovery code, which is spent thereby; on to the tasks and a certificate's PDF."""
    browser = Browser(certificate)
    browser.send("/account/login/", login=account["username"], password=account["password"])
    browser.send("/account/2fa/authenticate/", code=account["recovery_codes"].pop(0))
    assert "/account/logout/" in browser.page("/account/tasks/"), f"{account['username']} is not signed in"
    status, _, content = browser.ask(paper)
    assert (status, content[:5]) == (200, b"%PDF-"), f"{paper}: {status}"


class Phone:
    """One of many, from an address of its own; keeps no connection, as phones at a poster do not."""

    number = 0

    def __init__(self, trust: ssl.SSLContext, path: str) -> None:
        Phone.number += 1
        self.trust, self.path, self.word = trust, path, ""
        self.source = (f"127.7.{Phone.number // 250}.{Phone.number % 250 + 1}", 0)

    def ask(self, method: str, body: str | None = None) -> tuple[int, str, str]:
        wire = Wire(HOST, timeout=30, source_address=self.source, context=self.trust)
        try:
            wire.request(method, self.path, body, FORM if body else {})
            answer = wire.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        finally:
            wire.close()

    def answer(self, patience: float) -> str:
        """The reference on the receipt; empty when none came. The same form is sent again until one does."""
        end, body = time.monotonic() + patience, ""
        while time.monotonic() < end:
            try:
                if not body:
                    stamp = STAMP.search(self.ask("GET")[2])
                    body = stamp and urllib.parse.urlencode(
                        RESIDENT | {"key": f"{stamp[1]}!0!{secrets.token_urlsafe(16)}", "taken": 60}
                    )
                status, place, _ = self.ask("POST", body) if body else (0, "", "")
            except (OSError, http.client.HTTPException):
                status = 0
            if status == 302:
                return place.rpartition("/receipts/")[2].partition("/")[0]
            time.sleep(0.2)
        return ""


@dataclass
class Notes:
    """What the phones know: the references on their receipts, with the instant; how long the slowest took."""

    receipts: list[tuple[float, str]] = field(default_factory=list)
    lost: int = 0
    slowest: float = 0.0
    done: threading.Event = field(default_factory=threading.Event)

    def keep_answering(self, trust: ssl.SSLContext, path: str) -> None:
        while not self.done.is_set():
            began = time.monotonic()
            reference = Phone(trust, path).answer(PATIENCE)
            self.slowest = max(self.slowest, time.monotonic() - began)
            if reference:
                self.receipts.append((time.time(), reference))
            else:
                self.lost += 1
            self.done.wait(PAUSE)


@contextmanager
def answering(browser: Browser, path: str) -> Iterator[Notes]:
    """Ten answers a second until it ends; every one has to have its receipt."""
    notes = Notes()
    threads = [
        threading.Thread(target=notes.keep_answering, args=(browser.trust, path), daemon=True) for _ in range(POSTERS)
    ]
    for thread in threads:
        thread.start()
    try:
        yield notes
    finally:
        notes.done.set()
        for thread in threads:
            thread.join()
    assert notes.lost == 0, f"{notes.lost} answers got no receipt within {PATIENCE} s"
    assert notes.receipts, "nobody answered"
