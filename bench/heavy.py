"""What readers feel while eight people at once send large files or ask for documents; the quiet before is the measure.

Wanted: a public page's p95 at most three times its quiet value. What is sent away for a moment (503) is told, not hidden.
"""

import io
import json
import statistics
import struct
import time
import urllib.error
import urllib.request
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from PIL import Image

from bench.load import filled, timed
from bench.outreach import opened
from tests.journeys.server import Server

FILL = "from bench.heavy_rows import tell; tell()"
PAGE = "/events/"
QUIET_SECONDS, AT_ONCE, READERS, PAUSE = 8.0, 8, 2, 0.02
TOKEN = "b" * 32
Ask = Callable[[], int]


def photo() -> bytes:
    """Twelve megapixels with the grain of a phone's camera."""
    grain = np.random.default_rng(7).normal(0, 6, (3000, 4000, 3))
    scene = np.asarray(Image.effect_mandelbrot((4000, 3000), (-2.2, -1.0, 0.6, 1.4), 60).convert("RGB"), dtype=float)
    file = io.BytesIO()
    Image.fromarray(np.clip(scene + grain, 0, 255).astype("uint8")).save(file, "JPEG", quality=92)
    return file.getvalue()


def bomb() -> bytes:
    """Twenty kilobytes that unpack to the largest picture that is allowed."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"\0" * ((6000 // 8 + 1) * 4000), 9)
    header = struct.pack(">IIBBBBB", 6000, 4000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def sending(server: Server, cookie: str, data: bytes) -> Ask:
    """The form of an event with one file and nothing else: the file is looked at, then the form comes back (400)."""
    head = f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n--x\r\n'
    head += 'Content-Disposition: form-data; name="proof_files"; filename="a.jpg"\r\n\r\n'
    headers = {"Cookie": f"{cookie}; csrftoken={TOKEN}", "Content-Type": "multipart/form-data; boundary=x"}
    return asking(server.url("/events/log/"), headers, head.encode() + data + b"\r\n--x--\r\n")


def asking(address: str, headers: dict[str, str], data: bytes | None = None) -> Ask:
    def ask() -> int:
        try:
            with urllib.request.urlopen(urllib.request.Request(address, data, headers), timeout=120) as answer:
                answer.read()
                return answer.status if "/login/" not in answer.url else 403
        except urllib.error.HTTPError as error:
            return error.code

    return ask


def run(server: Server, start: Callable[[Server], None]) -> None:
    cookies = json.loads(filled(server, FILL))
    start(server)
    page = opened(server.url(PAGE), "")
    reading(page, seconds(2))
    for title, work in works(server, cookies):
        quiet = p95(reading(page, seconds(QUIET_SECONDS)))
        began = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as people:
            sent = [people.submit(work) for _ in range(AT_ONCE)]
            crowded = p95(reading(page, until_done(sent)))
        statuses = dict(Counter(one.result() for one in sent))
        print(
            f"{AT_ONCE} {title} at once: p95 of {PAGE} {quiet:.0f} ms when quiet, {crowded:.0f} ms meanwhile, "
            f"{crowded / quiet:.1f} times; wanted: at most 3 (all answered in {time.monotonic() - began:.1f} s: {statuses})",
            flush=True,
        )
    server.stop()


def works(server: Server, cookies: dict[str, str]) -> Iterator[tuple[str, Ask]]:
    yield "photos of 12 megapixels", sending(server, cookies["officer"], photo())
    yield "decompression bombs", sending(server, cookies["officer"], bomb())
    asked = {"Cookie": cookies["reviewer"]}
    yield "quarter reports as PDF", asking(server.url("/events/ledger/2026-Q3/report.pdf"), asked)
    yield "quarter reports as XLSX", asking(server.url("/events/ledger/2026-Q3/report.xlsx"), asked)
    yield "tables of events", asking(server.url("/events/export/"), asked)


def seconds(count: float) -> Callable[[], bool]:
    end = time.monotonic() + count
    return lambda: time.monotonic() < end


def until_done(sent: list[Future]) -> Callable[[], bool]:
    return lambda: not all(one.done() for one in sent)


def reading(page: Ask, goes_on: Callable[[], bool]) -> list[float]:
    """Milliseconds of each request of a few readers."""

    def read() -> list[float]:
        times = []
        while goes_on() or not times:
            taken, status = timed(page)
            assert status == 200, status
            times.append(taken)
            time.sleep(PAUSE)
        return times

    with ThreadPoolExecutor(READERS) as readers:
        return [taken for one in [readers.submit(read) for _ in range(READERS)] for taken in one.result()]


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
