"""INJ-04: a server on this machine that nobody may call; its address stands in whatever people type and upload."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Canary(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listening)
        self.calls: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/canary.png"

    @property
    def words(self) -> str:
        """What would make a browser, a PDF program, an office program or a template fetch it."""
        return f'<img src="{self.address}"> #image("{self.address}") =WEBSERVICE("{self.address}") {self.address}'


class Listening(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_HEAD = do_POST = do_GET  # noqa: N815 - the library's names

    def log_message(self, *_words: object) -> None:
        """No words in the middle of the suite."""


@contextmanager
def singing() -> Iterator[Canary]:
    with Canary() as canary:
        thread = threading.Thread(target=canary.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield canary
        finally:
            canary.shutdown()
            thread.join()
