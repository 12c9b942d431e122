"""A11-03: what elder mode promises, as the browser computed it (quality/bar.md 6.2), on a phone of 360 px."""

from itertools import combinations
from pathlib import Path

import pytest

from tests.journeys.conftest import DESK, PHONE

MEASURE = (Path(__file__).parent / "sizes.js").read_text(encoding="utf-8")
ELDER = ("elder", "extra")
SMALLEST_TEXT = 18
BODY, HEADING = {"elder": 20, "extra": 24}, {"elder": 24, "extra": 30}
LEADING, PARAGRAPH = 1.3, 1.3
TARGET, MAIN_TARGET, APART = 44, 60, 8
SLACK = 0.6  # a browser rounds
PAGES = (
    *(
        "/",
        "/news/",
        "/sorting/?q=电池",
        "/search/?q=分类",
        "/events/",
        "/events/?when=past",
        "/cells/",
        "/cells/check/",
    ),
    *(
        "/board/",
        "/board/2022-2025/13/",
        "/surveys/",
        "/surveys/receipts/",
        "/events/estates/",
        "/feedback/",
        "/account/login/",
    ),
    *("/mode/", "survey", "certificate", "event"),
)


@pytest.fixture
def address(server):
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")
    certificate = next(row for row in server.seed["certificates"] if row["state"] == "valid")
    event = next(row for row in server.seed["events"] if row["state"] == "planned")
    places = {"survey": f"/q/{survey['place_token']}", "certificate": certificate["path"]}
    return places | {"event": f"/events/{event['id']}/", "base": server.address}


def small_texts(found, mode):
    body = [text for text in found["texts"] if text["inMain"] and text["tag"] == "p" and text["lines"] > 1]
    faults = [f"{text['name']}: {text['size']} px" for text in found["texts"] if text["size"] < SMALLEST_TEXT - SLACK]
    if body and max(text["size"] for text in body) < BODY[mode] - SLACK:
        faults.append(f"no text of {BODY[mode]} px")
    if max(text["size"] for text in found["texts"]) < HEADING[mode] - SLACK:
        faults.append(f"no heading of {HEADING[mode]} px")
    return faults


def tight_lines(found):
    faults = [
        f"{text['name']}: lines {text['line']:.2f}"
        for text in found["texts"]
        if text["lines"] > 1 and text["line"] < LEADING - 0.01
    ]
    return faults + [
        f"{pair['name']}: {pair['gap']:.1f} px between paragraphs, {pair['air']:.1f} between lines"
        for pair in found["paragraphs"]
        if pair["gap"] < PARAGRAPH * pair["air"] - SLACK
    ]


def small_targets(found, *, main):
    faults = []
    for target in found["targets"]:
        least = main if target["where"] == "main" else TARGET
        left, top, right, bottom = target["box"]
        if min(right - left, bottom - top) < least - SLACK:
            faults.append(f"{target['name']}: {right - left:.0f} × {bottom - top:.0f} px")
    return faults


def gap(one, other):
    """Between two boxes that face each other; None where they do not, or where one lies within the other."""
    across = max(one[0], other[0]) - min(one[2], other[2])
    down = max(one[1], other[1]) - min(one[3], other[3])
    if across < 0 and down < 0:
        return None
    return across if down < 0 else down if across < 0 else None


def crowded_targets(found):
    faults = []
    for one, other in combinations(found["targets"], 2):
        between = gap(one["box"], other["box"])
        if between is not None and between < APART - SLACK:
            faults.append(f"{one['name']} and {other['name']}: {between:.1f} px apart")
    return faults


@pytest.mark.parametrize("name", PAGES)
def test_a11_03_what_elder_mode_promises_is_what_the_browser_computes(new_page, address, name):
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(address.get(name, name))
    found = {mode: page.evaluate(MEASURE, mode) for mode in ("normal", *ELDER)}
    faults = [f"normal: {fault}" for fault in small_targets(found["normal"], main=TARGET)]
    for mode in ELDER:
        told = [*small_texts(found[mode], mode), *tight_lines(found[mode]), *crowded_targets(found[mode])]
        told += small_targets(found[mode], main=MAIN_TARGET)
        told += [f"{found[mode]['width']} px wider than the phone"] * (found[mode]["width"] > 0)
        faults += [f"{mode}: {fault}" for fault in told]
    assert faults == []


# What stands out of the page to the right, but for what may be pushed sideways in a row or a table of its own.
STICKS_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
  .slice(-3).map((part) => part.outerHTML.slice(0, 120))"""
# The share of the window that a bar which stays in its place lies over.
COVERED = """() => Math.max(0, ...[...document.querySelectorAll("body *")]
  .filter((part) => ["fixed", "sticky"].includes(getComputedStyle(part).position))
  .map((part) => part.getBoundingClientRect())
  .filter((box) => box.width > innerWidth / 2)
  .map((box) => (Math.min(innerHeight, box.bottom) - Math.max(0, box.top)) / innerHeight))"""
WORK = ("/account/tasks/", "/account/sessions/", "/cells/reviews/", "/surveys/work/", "/events/log/")


def wide_at_twice_the_size(page, address) -> list:
    page.goto(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return [] if fits else [address, *page.evaluate(STICKS_OUT)]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_a11_01_text_of_twice_the_size_stays_on_the_page(new_page, person, watch, address, viewport, language):
    watch.expect("status of 403")
    page, faults = new_page(viewport=viewport), []
    for name in PAGES:
        faults += wide_at_twice_the_size(page, language + address.get(name, name))
    for who in ("officer-hongmei", "reviewer", "administrator"):
        page = person(who, viewport=viewport)
        faults += [fault for path in WORK for fault in wide_at_twice_the_size(page, language + path)]
    assert faults == []


def test_a11_01_at_four_hundred_per_cent_most_of_the_window_is_the_page(new_page, person, address):
    """1280 by 1024 pixels at 400 % are a window of 320 by 256, with the largest letters that we offer."""
    largest = [{"name": "mode", "value": "extra", "url": address["base"]}]
    page = new_page(viewport={"width": 320, "height": 256})
    officer = person("officer-hongmei", viewport={"width": 320, "height": 256})
    for one, paths in ((page, PAGES), (officer, WORK)):
        one.context.add_cookies(largest)
        for name in paths:
            one.goto(address.get(name, name))
            for down in (0, 400):
                one.evaluate("down => window.scrollTo(0, down)", down)
                assert one.evaluate(COVERED) <= 0.5, name
            assert one.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
