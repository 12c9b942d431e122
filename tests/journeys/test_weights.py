"""PERF-01: what a page costs a phone that has nothing of it yet, packed as the proxy that we ship packs it."""

import gzip

import pytest

KILO = 1000
PACKED = ("text/", "application/javascript", "application/json", "image/svg+xml")
# page and looks, scripts, all (kB), requests: quality/bar.md, 6.3
BUDGETS = {
    "survey": (40, 30, 120, 10),
    "/cells/check/": (25, 10, 60, 6),
    "/": (60, 40, 400, 25),
    "/board/": (70, 80, 350, 20),
}


@pytest.fixture
def address(server):
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")
    return {"survey": f"/q/{survey['place_token']}"}


def weight(answer) -> int:
    """Counted as a request, an answer that only leads on has no body that a browser would hand out."""
    body = b"" if answer.request.redirected_to else answer.body()
    return len(gzip.compress(body, 6) if answer.headers.get("content-type", "").startswith(PACKED) else body)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_first_visit_is_light(new_page, address, name):
    page, answers = new_page(service_workers="block"), {}
    page.on("response", lambda answer: answers.setdefault(answer.url, answer))
    page.goto(address.get(name, name), wait_until="networkidle")
    found = [(answer.request.resource_type, weight(answer)) for answer in answers.values()]
    looks, scripts, whole, requests = BUDGETS[name]
    assert len(answers) <= requests, sorted(answers)
    assert sum(size for kind, size in found if kind in {"document", "stylesheet"}) <= looks * KILO
    assert sum(size for kind, size in found if kind == "script") <= scripts * KILO
    assert sum(size for _, size in found) <= whole * KILO
