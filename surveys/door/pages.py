"""The form and the receipt, as Django drew them for somebody else a moment ago, with what differs filled in."""

from portal.clock import now
from portal.cms.middleware.requests import id_of
from portal.doors import Answer, Ask
from surveys.door.kept import Kept
from surveys.door.plain import Plain
from surveys.door.store import Store
from surveys.forms.keys import fill
from surveys.views.drawings import PROXY_FILLS, PROXY_KEEPS, REFERENCE, SECONDS

FILLS = "HTTP_" + PROXY_FILLS.upper().replace("-", "_")
MOST = 300
ID, LENGTH = "X-Request-ID", "Content-Length"


def filled(answer: Answer, environ, body: bytes, **changed: str | None) -> Answer:
    """One visitor's own: the number of the request, the length."""
    return answer.with_headers({ID: id_of(environ), LENGTH: str(len(body)), **changed}, body)


class Forms:
    """As a proxy that fills in does it (docs/deploy/nginx.conf), and for a proxy that does."""

    def __init__(self) -> None:
        self._kept: Kept[Answer] = Kept(MOST)

    def answer(self, plain: Plain, environ, ask: Ask) -> Answer:
        key = (plain.path, *plain.seen)
        drawn, left = self._kept.get(key), self._kept.left(key)
        if drawn is None:
            drawn = ask({**environ, FILLS: "1"})
            told = drawn.header(PROXY_KEEPS)
            if told is None:
                return drawn  # a page in words, which is nobody's to keep
            left = int(told)
            self._kept.put(key, drawn, left)
        if environ.get(FILLS):
            return filled(drawn, environ, drawn.body, **{PROXY_KEEPS: str(left)})
        return filled(drawn, environ, fill(drawn.body, now()), **{PROXY_KEEPS: None})


class Receipts:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Kept[Answer] = Kept(MOST)

    def answer(self, plain: Plain, environ, ask: Ask) -> Answer | None:
        if environ["REQUEST_METHOD"] != "GET":
            return None
        wave = self._store.wave_of(plain.reference)
        if wave is None:
            return None
        key, own = (wave, plain.language, plain.query, *plain.seen), plain.reference.encode()
        drawn = self._kept.get(key)
        if drawn is None:
            answer = ask(environ)
            if answer.status == "200 OK" and answer.header("Set-Cookie") is None:
                self._kept.put(key, Answer(answer.status, answer.headers, answer.body.replace(own, REFERENCE)), SECONDS)
            return answer
        return filled(drawn, environ, drawn.body.replace(REFERENCE, own))
