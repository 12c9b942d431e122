"""Public pages for strangers: drawn anew, kept by the portal, kept by the proxy that we ship."""

import os
import time
import urllib.request
from collections.abc import Callable

from bench import processes
from bench.proxy import proxy
from bench.wire import rate
from tests.journeys.server import Server

PAGES = (
    ("the home page", "/"),
    ("the news", "/news/"),
    ("the sorting guide", "/sorting/"),
    ("the calendar", "/events/"),
    ("the register of certificates", "/cells/"),
    ("the figures as open data", "/board/2022-2025/api/v1/observations"),
)


def bodies(server: Server, address: str) -> bytes:
    with urllib.request.urlopen(server.url(address), timeout=30) as answer:
        return answer.read()


def run(server: Server, start: Callable[[Server], None]) -> None:
    """Prints each rate; leaves the server stopped."""
    anew = {}
    os.environ["PORTAL_SHARED_PAGES"] = "0"
    start(server)
    for title, path in PAGES:
        bodies(server, path)
        anew[path], busy = rate_and_work(server, path)
        print(
            f"{title}, drawn anew: {anew[path]:.0f} a second at 8 connections; wanted: at least 55 "
            f"({anew[path] / busy:.0f} for each second that a processor worked)"
        )
    server.stop()
    del os.environ["PORTAL_SHARED_PAGES"]
    start(server)
    for title, path in PAGES:
        bodies(server, path)
        kept = rate(server.url(path))
        print(f"{title}, kept by the portal: {kept:.0f} a second, {kept / anew[path]:.0f} times; wanted: at least 20")
    behind_proxy(server)
    server.stop()


def rate_and_work(server: Server, path: str) -> tuple[float, float]:
    """Answers a second, and how many processors the server kept busy meanwhile: on a shared machine it gets few."""
    before, began = processes.worked(server.pid), time.monotonic()
    found = rate(server.url(path))
    return found, (processes.worked(server.pid) - before) / (time.monotonic() - began)


def behind_proxy(server: Server) -> None:
    folder = server.folder / "nginx"
    with proxy(folder, server.port) as front:
        if front is None:
            print("behind nginx: not measured, there is no nginx on this machine")
            return
        (folder / "static" / "page.html").write_bytes(bodies(server, "/"))
        first_answer(f"{front}/static/page.html")
        static, page = rate(f"{front}/static/page.html"), rate(f"{front}/")
        print(
            f"behind nginx: the home page {page:.0f} a second, a static file of its size {static:.0f} a second, "
            f"{page / static:.2f} of it; wanted: at least 0.50"
        )


def first_answer(address: str) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
