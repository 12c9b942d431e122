"""NET-01 and A11-01: what holds for every page that anybody reaches, whoever it is."""

import pytest

from portal.demo.story.people import PEOPLE
from tests.journeys import crawl

NOBODY = "nobody"
WHO = (NOBODY, *(person.key for person in PEOPLE))
FIRST_OF_ROLE = {NOBODY, *{person.role: person.key for person in reversed(PEOPLE)}.values()}
# The suite walks with the first of each role; `make axe` with everybody.
WALKERS = [who if who in FIRST_OF_ROLE else pytest.param(who, marks=pytest.mark.crawl) for who in WHO]
STARTS = ("/", "/en/", "/account/login/", "/account/login/code/", "/gallery/", "/nowhere/", "/account/tasks/")
# Width, mode, contrast: each page is looked at in all of these, one after the other.
WIDEST = """[...document.querySelectorAll("main *")]
  .filter(element => element.getBoundingClientRect().right > window.innerWidth + 1)
  .slice(0, 3).map(element => element.outerHTML.slice(0, 120))"""
LOOKS = ((390, "normal", "light"), (320, "elder", "auto"), (1280, "normal", "dark"), (390, "extra", "high"))


@pytest.fixture(scope="session")
def states(browser, server, door, accounts):
    """Cookies of each person after signing in once."""
    found = {NOBODY: None}

    def state(who):
        if who not in found:
            context = browser.new_context(base_url=server.address, locale="zh-CN")
            door.sign_in(context.new_page(), accounts[who])
            found[who] = context.storage_state()
            context.close()
        return found[who]

    return state


@pytest.fixture(scope="session")
def reached(browser, server, states):
    """Everything that a person reaches by links, fetched once."""
    found = {}

    def reach(who):
        if who not in found:
            context = browser.new_context(base_url=server.address, locale="zh-CN", storage_state=states(who))
            found[who] = list(crawl.reachable(context.request, STARTS))
            context.close()
        return found[who]

    return reach


def directives(policy):
    pairs = (directive.split(maxsplit=1) for directive in policy.split(";") if directive.strip())
    return {pair[0]: set(pair[1].split()) if len(pair) > 1 else set() for pair in pairs}


def header_faults(found, signed_in):
    policy = directives(found.headers.get("content-security-policy", ""))
    scripts = policy.get("script-src", policy.get("default-src", {"*"}))
    wanted = {
        "no inline script": not scripts & {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"},
        "no objects": policy.get("object-src") == {"'none'"},
        "no base": policy.get("base-uri") == {"'none'"},
        "no frames": bool(policy.get("frame-ancestors", {"*"}) & {"'none'", "'self'"}),
        "nosniff": found.headers.get("x-content-type-options") == "nosniff",
        "referrer": found.headers.get("referrer-policy") in {"same-origin", "no-referrer", "strict-origin"},
        "opener": found.headers.get("cross-origin-opener-policy") == "same-origin",
        "request id": bool(found.headers.get("x-request-id")),
        "private": not signed_in or is_kept_by_no_cache(found),
    }
    return [f"{found.path}: {name}" for name, holds in wanted.items() if not holds]


def is_kept_by_no_cache(found):
    control = set(found.headers.get("cache-control", "").replace(" ", "").split(","))
    return not found.is_page or {"private", "no-store"} <= control


@pytest.mark.parametrize("who", WALKERS)
def test_net_01_every_answer_carries_its_headers_and_none_is_broken(reached, who):
    answers = reached(who)
    assert [(found.path, found.status) for found in answers if found.status >= 500] == []
    assert [fault for found in answers for fault in header_faults(found, who != NOBODY)] == []


@pytest.mark.parametrize("who", WALKERS)
def test_no_link_leads_nowhere(reached, who):
    lost = [(found.path, found.status) for found in reached(who) if found.status in {400, 404, 405, 410}]
    assert [pair for pair in lost if not pair[0].endswith("/nowhere/")] == []
    assert [found.path for found in reached(who) if found.is_page and 'href=""' in found.body] == []


def test_net_01_cookies_are_for_this_site_and_not_for_scripts(states):
    cookies = [cookie for who in ("resident", "editor") for cookie in states(who)["cookies"]]
    assert {cookie["sameSite"] for cookie in cookies} <= {"Lax", "Strict"}
    assert [cookie["name"] for cookie in cookies if not cookie["httpOnly"] and cookie["name"] != "csrftoken"] == []


def new_kinds(reached, who):
    """Pages that nobody earlier in the list reaches."""
    before = {crawl.kind(found.path) for other in WHO[: WHO.index(who)] for found in reached(other)}
    kinds = {}
    for found in reached(who):
        if found.is_page and not 300 <= found.status < 400:
            kinds.setdefault(crawl.kind(found.path), found.path)
    return [path for kind, path in kinds.items() if kind not in before]


def page_faults(page, path, axe_faults):
    """Looked at from its end, where the bar of a phone has come to rest and lies over nothing."""
    page.goto(path)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    found = axe_faults(page)
    if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
        found.append(("wider than the window", page.evaluate(WIDEST)))
    return [(path, *fault) for fault in found]


@pytest.mark.crawl
@pytest.mark.parametrize("who", WHO)
def test_a11_01_axe_finds_nothing_on_any_page_in_any_mode(server, new_page, states, reached, watch, axe_faults, who):
    if server.database.kind != "sqlite":
        pytest.skip("the pages are those that were looked at on SQLite")
    watch.expect(r"status of 40[0-9]")
    faults = []
    for width, mode, contrast in LOOKS:
        page = new_page(viewport={"width": width, "height": 800}, storage_state=states(who))
        chosen = (("mode", mode), ("contrast", contrast))
        page.context.add_cookies([{"name": name, "value": value, "url": server.address} for name, value in chosen])
        for path in new_kinds(reached, who):
            faults += [(width, mode, contrast, *fault) for fault in page_faults(page, path, axe_faults)]
    assert faults == []
