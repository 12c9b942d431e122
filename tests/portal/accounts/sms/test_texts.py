"""What a message says is kept with its template: the words for us, the values for a provider."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from portal.accounts.sms.texts import compose, kind_of, templates

FACTS = {
    "reference": "TN-1",
    "number": "TNWF/2026/0001",
    "due_on": "2027-01-05",
    "path": "/en/x/",
    "base_url": "https://w",
}


def test_a_text_is_found_by_room_and_name():
    assert kind_of("cells/messages/returned.txt") == "cells.returned"
    assert {"accounts/messages/code.txt", "cells/messages/returned.txt", "upkeep/messages/alarm.txt"} <= set(
        templates()
    )


@pytest.mark.parametrize(("is_provisional", "day"), [(False, "2027-01-05"), (True, "2027-01-05（暂定）")])
def test_a_value_says_what_the_text_says(is_provisional, day):
    with translation.override("zh-hans"):
        text = compose("cells/messages/returned.txt", FACTS | {"is_provisional": is_provisional})
    assert dict(text.values) == {"reference": "TN-1", "due_on": day, "path": "/en/x/"}
    assert "\n" not in text.words
    assert text.words.startswith("申请 TN-1 被街道退回，请于 2027-01-05 前补正")


def test_every_value_of_a_text_stands_in_it(settings):
    """What is handed in for approval holds each value once, by its name or its number."""
    for sender, place in (("aliyun", r"\$\{(\w+)\}"), ("tencent", r"\{(\d+)\}")):
        settings.PORTAL_SMS_SENDER = sender
        out = StringIO()
        call_command("sms_templates", stdout=out)
        rows = out.getvalue().splitlines()
        listed = dict(zip(rows[::2], rows[1::2], strict=True))
        assert set(listed) == {kind_of(name) for name in templates()}
        assert re.findall(place, listed["cells.certified"]) == (
            ["reference", "number", "path"] if sender == "aliyun" else ["1", "2", "3"]
        )
        listed.pop("inbox.plain")  # of the tests
        assert [words for words in listed.values() if not re.search(place, words) or "9000" in words] == []
