import logging
import sys
from types import SimpleNamespace

from portal.logs import LineFormatter, harmless


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


def test_trace_of_an_error_follows_its_line():
    try:
        int("why")
    except ValueError:
        text = LineFormatter().format(record("failed", exc_info=sys.exc_info()))
    assert text.splitlines()[-1] == "ValueError: invalid literal for int() with base 10: 'why'"
