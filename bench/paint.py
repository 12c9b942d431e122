"""When a resident sees the page (PERF-02): a slow phone, four times slower than this machine, on 1.6 Mbit/s and 150 ms.

Each page is opened five times by a browser that has nothing of it yet, from the portal alone, unpacked: behind nginx it
is lighter. The middle of the five counts. Beside them a bare page of one word, in the same run: what the network and
the slow processor alone take.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser, sync_playwright

from bench.load import bare_server
from tests.journeys.browser import FLAGS, chromium_path
from tests.journeys.door import Door
from tests.journeys.server import Server

LOADS, SETTLE = 5, 1500
PHONE = {"width": 360, "height": 780}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
WATCH = """
window.painted = {largest: 0, shift: 0, blocked: 0};
const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take)).observe({type, buffered: true});
watch("largest-contentful-paint", entry => { painted.largest = entry.startTime; });
watch("layout-shift", entry => { if (!entry.hadRecentInput) painted.shift += entry.value; });
watch("longtask", entry => { painted.blocked += Math.max(0, entry.duration - 50); });
"""


@dataclass(frozen=True)
class Painted:
    """Milliseconds until the largest part stood there, sum of shifts, milliseconds in which a touch had waited."""

    largest: float
    shift: float
    blocked: float


# quality/bar.md 6.3
LIMITS = {
    "the survey": Painted(1800, 0.05, 100),
    "a certificate, checked": Painted(1500, 0.02, 100),
    "the home page": Painted(2500, 0.1, 200),
    "the news": Painted(2500, 0.1, 200),
    "the board": Painted(2500, 0.1, 200),
    "an indicator": Painted(2500, 0.1, 200),
    "an application": Painted(2500, 0.1, 200),
}


def places(server: Server) -> dict[str, str]:
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")
    certificate = next(row["path"] for row in server.seed["certificates"] if row["state"] == "valid")
    draft = next(row for row in server.seed["applications"] if row["state"] == "draft")
    return {
        "the survey": f"/q/{survey['place_token']}",
        "a certificate, checked": certificate,
        "the home page": "/",
        "the news": "/news/",
        "the board": "/board/",
        "an indicator": "/board/2022-2025/13/",
        "an application": f"/cells/applications/{draft['id']}/",
    }


def painted(browser: Browser, address: str, state: object = None) -> Painted:
    context = browser.new_context(viewport=PHONE, storage_state=state, service_workers="block")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLE)
    found = Painted(**page.evaluate("painted"))
    context.close()
    return found


def middle(ask: Callable[[], Painted]) -> Painted:
    found = [ask() for _ in range(LOADS)]
    return Painted(
        *(statistics.median(getattr(one, name) for one in found) for name in ("largest", "shift", "blocked"))
    )


def signed_in(browser: Browser, server: Server) -> object:
    context = browser.new_context(base_url=server.address, locale="zh-CN")
    Door(server).sign_in(context.new_page(), next(one for one in server.seed["accounts"] if one["key"] == "unit-a"))
    state = context.storage_state()
    context.close()
    return state


def run(server: Server, start: Callable[[Server], None]) -> None:
    """Prints each page; leaves the server stopped."""
    path = chromium_path()
    if not path:
        print("paint: not measured, there is no Chromium on this machine")
        return
    start(server)
    with sync_playwright() as playwright, bare_server() as bare:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        base = middle(lambda: painted(browser, f"{bare}/"))
        print(f"paint, a bare page: {base.largest:.0f} ms")
        states = {"an application": signed_in(browser, server)}
        for title, place in places(server).items():
            opened = partial(painted, browser, server.url(place), states.get(title))
            tell(title, middle(opened), base)
        browser.close()
    server.stop()


def tell(title: str, found: Painted, base: Painted) -> None:
    limit = LIMITS[title]
    is_well = found.largest <= limit.largest and found.shift <= limit.shift and found.blocked <= limit.blocked
    print(
        f"paint, {title}: {found.largest:.0f} ms ({found.largest / max(base.largest, 1):.1f} times the bare page), "
        f"shift {found.shift:.3f}, blocked {found.blocked:.0f} ms; wanted: at most {limit.largest:.0f} ms, "
        f"{limit.shift} and {limit.blocked:.0f} ms: {'OK' if is_well else 'FAIL'}",
        flush=True,
    )
