import json
import logging
import logging.config
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.http import HttpResponse

from portal.cms.middleware.requests import request_id
from portal.logs import REQUEST_ID, JsonFormatter, LineFormatter, harmless
from portal.settings.env import Environment
from portal.settings.logs import logging_settings


@pytest.fixture(autouse=True)
def _no_request():
    """The id of the last request of another test."""
    token = REQUEST_ID.set("-")
    yield
    REQUEST_ID.reset(token)


def record(message, *args, **extra):
    made = logging.LogRecord("portal.x", logging.ERROR, __file__, 1, message, args, extra.pop("exc_info", None))
    made.created = 0.0
    vars(made).update(extra)
    return made


def test_line_names_time_level_speaker_and_request():
    request = SimpleNamespace(request_id="abc")
    assert LineFormatter().format(record("hello %s", "you", request=request)) == (
        "1970-01-01T00:00:00.000+00:00 ERROR portal.x abc hello you"
    )


def test_record_without_a_request_has_a_dash():
    assert " portal.x - hello" in LineFormatter().format(record("hello"))


def test_no_input_makes_a_second_record():
    assert len(LineFormatter().format(record("a\r\nb\u2028c\x1b[31m")).splitlines()) == 1


def test_telephone_numbers_are_hidden():
    assert (
        harmless("+8613812345678 asked, 20261124123456789 is none") == "+86138****5678 asked, 20261124123456789 is none"
    )


FAULT = "http://x/\n1970-01-01T00:00:00.000+00:00 ERROR portal.x - forged +8613812345678"


def failed():
    try:
        raise ValueError(FAULT)  # noqa: TRY301
    except ValueError:
        return record("failed", exc_info=sys.exc_info())


def test_trace_of_an_error_follows_its_line_and_looks_like_none():
    first, *trace = LineFormatter().format(failed()).splitlines()
    assert first.endswith("portal.x - failed")
    assert trace[-2] == "  ValueError: http://x/"
    assert [line for line in trace if not line.startswith("  ")] == []
    assert trace[-1].endswith("forged +86138****5678")


def test_json_is_one_object_a_line():
    made = JsonFormatter().format(record("您好\n%s", "+8613812345678", request=SimpleNamespace(request_id="abc")))
    assert json.loads(made) == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "level": "ERROR",
        "logger": "portal.x",
        "request": "abc",
        "message": "您好\\n+86138****5678",
    }
    (line,) = JsonFormatter().format(failed()).splitlines()
    assert json.loads(line)["trace"].splitlines()[-2] == "  ValueError: http://x/"


def test_whatever_is_said_for_a_request_carries_its_id():
    REQUEST_ID.set("0123456789abcdef")
    assert " portal.x 0123456789abcdef hello" in LineFormatter().format(record("hello"))


@pytest.mark.parametrize(("form", "formatter"), [("line", LineFormatter), ("json", JsonFormatter)])
def test_form_and_level_are_chosen_by_setting(form, formatter):
    made = logging_settings(replace(Environment(), log_format=form, log_level="ERROR"))
    assert type(logging.config.dictConfigClass(made).configure_formatter(made["formatters"]["chosen"])) is formatter
    assert (made["root"]["level"], made["handlers"]["stream"]["level"]) == ("ERROR", "ERROR")


GIVEN = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [
        (1, GIVEN, True),
        (0, GIVEN, False),
        (1, "short", False),
        (1, "a" * 65, False),
        (1, "forged\r\nSet-Cookie", False),
        (1, "<script>alert(1)</script>", False),
    ],
)
def test_id_of_a_request_is_the_proxys_where_there_is_one(proxies, given, taken, settings, rf):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    seen = []
    answer = request_id(lambda request: seen.append(REQUEST_ID.get()) or HttpResponse())(
        rf.get("/", headers={"X-Request-ID": given})
    )
    assert (answer["X-Request-ID"] == given) is taken
    assert seen == [answer["X-Request-ID"]]
    assert taken or len(seen[0]) == 16
