"""What people type into an address or a search field is answered in words, whatever it is: never 500."""

import re
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from tests.test_access import MATRIX, ROUTES, _address, clients, signed_in  # noqa: F401 - fixtures
from tests.test_ways_out import ROUTES as VIEWS
from tests.test_ways_out import _codes, reached

ROOT = Path(__file__).parents[2]
PARAMETER = re.compile(r"""GET(?:\.get|\.getlist|\[)\(?["'](\w+)["']""")
FIELD = re.compile(r"^ {4}(\w+) = (?:forms\.|Labelled)\w+\(", re.MULTILINE)
TYPED = [
    "TNWF/2026/0001",
    "../../etc/passwd",
    "a\x00b",
    "a\r\nSet-Cookie: x=1",
    "９９９９９９９９９９９９９９９９９９９９９９９",
    "-1",
    "2026-02-30",
    "%",
    "甲" * 3000,
    "👍🏽\u202e\u200d",
    "{{7*7}}{% url %}",
    "'\"><script>",
    "1e309",
    "NaN",
    "٣",
]
# Which of them a database may take otherwise; what says the same on both is asked on SQLite alone.
STORED_OTHERWISE = [
    "a\x00b",
    "９９９９９９９９９９９９９９９９９９９９９９９",
    "-1",
    "2026-02-30",
    "甲" * 3000,
    "1e309",
    "NaN",
    "٣",
]
NAMES = sorted(
    {
        name
        for room in ("portal", "cells", "campaigns", "surveys")
        for path in (ROOT / room).rglob("*.py")
        for text in [path.read_text()]
        for name in {*PARAMETER.findall(text), *(FIELD.findall(text) if "/forms" in str(path) else ())}
    }
)
READING = sorted(name for name, access in MATRIX.items() if access.get)
STRINGS = sorted(
    name
    for name in READING
    if not MATRIX[name].arguments
    and {"StringConverter", "SlugConverter", "PathConverter"}
    & {type(converter).__name__ for converter in ROUTES[name].pattern.converters.values()}
)


def reader(clients, name):  # noqa: F811
    client = clients[min(MATRIX[name].get)]
    client.raise_request_exception = False
    return client


def reads_questions(name) -> bool:
    """Whether a view of that name can come by what stands behind the question mark."""
    functions = {function for found, view in VIEWS if found == name for function in reached(view)[0]}
    return any("GET" in code.co_names for function in functions for code in _codes(function.__code__))


def typed_here() -> list[str]:
    return TYPED if connection.vendor == "sqlite" else STORED_OTHERWISE


def questions(name):
    """Each in every field; where the view reads none, all in one: what is drawn around it is the same for every page."""
    kinds = [quote(typed[:300]) for typed in typed_here()]
    if reads_questions(name):
        return ["&".join(f"{each}={kind}" for each in NAMES) for kind in kinds]
    return ["&".join(f"{each}={kind}" for each, kind in zip(NAMES, cycle(kinds), strict=False))]


def test_what_reads_questions_is_known():
    assert reads_questions("cells:register-list")
    assert reads_questions("board:indicator-list")
    assert not reads_questions("cells:certificate-plaque")
    assert len([name for name in READING if reads_questions(name)]) > 60


@pytest.mark.parametrize("name", READING)
def test_every_page_takes_any_question(clients, name):  # noqa: F811
    client, address = reader(clients, name), _address(name)
    for asked in questions(name):
        assert client.get(f"{address}?{asked}").status_code < 500, asked[:60]


class Sent(QueryDict):
    """A form that knows whether anybody looked into it."""

    looked = False

    def _look(self, name):
        Sent.looked = True
        return getattr(super(), name)

    def __getitem__(self, key):
        return self._look("__getitem__")(key)

    def __contains__(self, key):
        return self._look("__contains__")(key)

    def __iter__(self):
        return self._look("__iter__")()

    def _getlist(self, *words, **named):
        return self._look("_getlist")(*words, **named)

    def lists(self):
        return self._look("lists")()

    def items(self):
        return self._look("items")()


@pytest.mark.parametrize("name", sorted(name for name, access in MATRIX.items() if access.post))
def test_every_form_takes_any_word(clients, name, monkeypatch):  # noqa: F811
    """Until it is refused unread: then no word can matter."""
    monkeypatch.setattr("django.http.request.QueryDict", Sent)
    client, address = clients[min(MATRIX[name].post)], _address(name)
    client.raise_request_exception = False
    for typed in typed_here():
        Sent.looked = False
        sent = urlencode(dict.fromkeys(NAMES, typed))
        answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, typed[:30]
        if not Sent.looked:
            break


@pytest.mark.parametrize("name", STRINGS)
def test_every_address_takes_any_word(clients, name):  # noqa: F811
    client = reader(clients, name)
    marked = dict.fromkeys(ROUTES[name].pattern.converters, "MARK")
    samples = {"int": "7", "uuid": "00000000-0000-0000-0000-000000000007", "plan": "2022-2025"}
    for key, converter in ROUTES[name].pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        marked[key] = samples.get(kind, "MARK")
    address = reverse(name, kwargs=marked)
    for typed in TYPED:
        assert client.get(address.replace("MARK", quote(typed, safe=""))).status_code < 500, typed[:30]


@pytest.mark.parametrize("typed", TYPED)
def test_the_page_of_what_is_not_there_takes_any_word(client, db, typed):
    client.raise_request_exception = False
    for before in ("", "en/", "campaigns/"):
        assert client.get(f"/{before}{quote(typed, safe='')}/").status_code in {301, 302, 400, 404}


@pytest.mark.parametrize(
    "number", ["TNWF/2026/0001", "tnwf／2026／0001", "TNWF–2026—0001", " ＴＮＷＦ-２０２６-０００１ "]
)
def test_a_number_typed_with_other_signs_between_is_the_same_number(client, db, number):
    answer = client.get("/cells/check/", {"number": number})
    assert answer.url == "/c/TNWF-2026-0001"


@pytest.mark.parametrize("number", ["../..", "a.b", "?", "//", "\u200b"])
def test_what_is_no_number_is_said_so(client, db, number):
    answer = client.get("/cells/check/", {"number": number})
    assert answer.status_code == 200
    assert "TNWF-2026-0001" in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
