"""Pictures of every page into build/shots: 360 and 1280 px, zh and en, normal and elder: `make shots`.

A demo portal is served for it; for each of its people, and for nobody in particular, every page that links
lead to is opened, one of each kind.
"""

import html
import json
import re
import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.journeys import crawl
from tests.journeys.browser import FLAGS, chromium_path
from tests.journeys.door import Door
from tests.journeys.server import ROOT, Server
from tools import machine

FOLDER = ROOT / "build" / "shots"
STARTS = ("/", "/account/login/", "/account/login/code/", "/gallery/", "/nowhere/")
WIDTHS, LANGUAGES, MODES = (360, 1280), ("zh", "en"), ("normal", "elder")
NOBODY = {"key": "anyone"}


def slug(path: str) -> str:
    return re.sub(r"[^a-z0-9\u4e00-\u9fff]+", "-", path.lower()).strip("-")[:80] or "home"


def pages(browser: Browser, server: Server, person: dict[str, Any], state: Any, seen: set[str]) -> list[str]:
    """Paths that this person reaches and nobody before reached, one of each kind."""
    context = browser.new_context(base_url=server.address, locale="zh-CN", storage_state=state)
    found = []
    for page in crawl.reachable(context.request, [*STARTS, "/account/tasks/"]):
        kind = crawl.kind(page.path)
        if page.is_page and page.status != 302 and not page.path.startswith("/en/") and kind not in seen:
            seen.add(kind)
            found.append(page.path)
    context.close()
    return found


def signed_in(browser: Browser, server: Server, door: Door, person: dict[str, Any]) -> Any:
    if person is NOBODY:
        return None
    context = browser.new_context(base_url=server.address, locale="zh-CN")
    door.sign_in(context.new_page(), person)
    state = context.storage_state()
    context.close()
    return state


def take(browser: Browser, server: Server, person: dict[str, Any], state: Any, paths: list[str]) -> list[Path]:
    taken = []
    for width, language, mode in product(WIDTHS, LANGUAGES, MODES):
        context = browser.new_context(
            base_url=server.address,
            viewport={"width": width, "height": 800},
            locale="zh-CN" if language == "zh" else "en",
            storage_state=state,
        )
        context.add_cookies([{"name": "mode", "value": mode, "url": server.address}])
        page = context.new_page()
        for path in paths:
            page.goto(path if language == "zh" else f"/en{path}")
            picture = FOLDER / person["key"] / f"{slug(path)}-{width}-{language}-{mode}.png"
            picture.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=picture, full_page=True)
            taken.append(picture)
        context.close()
    return taken


def sheet(pictures: list[Path]) -> None:
    """One page to look through them all."""
    rows = (
        f"<figure><figcaption>{html.escape(str(path.relative_to(FOLDER)))}</figcaption>"
        f'<a href="{path.relative_to(FOLDER)}"><img loading="lazy" height="400" src="{path.relative_to(FOLDER)}"></a></figure>'
        for path in sorted(pictures)
    )
    (FOLDER / "index.html").write_text(f'<!doctype html><meta charset="utf-8">{"".join(rows)}', encoding="utf-8")


def main() -> int:
    if not machine.browser():
        print("No Chromium here, and apt could not install it: no pictures.")
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    server = Server(Path(tempfile.mkdtemp(prefix="portal-shots-")))
    try:
        server.prepare(demo=True)
        people = [NOBODY, *json.loads(server.manage("demo_credentials", "--json"))]
        server.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
            pictures = everything(browser, server, people)
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
    sheet(pictures)
    print(f"{len(pictures)} pictures; look through build/shots/index.html")
    return 0


def everything(browser: Browser, server: Server, people: list[dict[str, Any]]) -> list[Path]:
    door, seen, pictures = Door(server), set(), []
    for person in people:
        state = signed_in(browser, server, door, person)
        paths = pages(browser, server, person, state, seen)
        print(f"  {person['key']}: {len(paths)} pages …", flush=True)
        pictures += take(browser, server, person, state, paths)
    return pictures


if __name__ == "__main__":
    sys.exit(main())
