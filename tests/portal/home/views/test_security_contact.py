"""RFC 9116: whoever finds a hole learns whom to tell."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.home.views.security_contact import security_text

ADDRESS = "/.well-known/security.txt"


@pytest.mark.parametrize("now", [datetime(2026, 11, 24, 1, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)])
def test_every_field_reads_as_the_standard_has_it(now):
    text = security_text(["mailto:a@b.example", "tel:+8651986900000"], "https://tianning.example", now)
    fields = [tuple(line.split(": ", 1)) for line in text.splitlines()]
    assert [name for name, _value in fields] == [
        "Contact",
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    ]
    told = dict(fields)
    expires = datetime.strptime(told["Expires"], "%Y-%m-%dT%H:%M:%S%z")
    assert timedelta(days=30) < expires - now < timedelta(days=365)
    assert told["Preferred-Languages"] == "zh, en"
    assert told["Canonical"] == f"https://tianning.example{ADDRESS}"
    assert text.endswith("\n")


def test_it_is_served_as_plain_text(client, settings, db):
    settings.PORTAL_SECURITY_CONTACTS = ["mailto:a@b.example"]
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().startswith("Contact: mailto:a@b.example\nExpires: 20")


def test_without_a_contact_there_is_none(client, settings, db):
    settings.PORTAL_SECURITY_CONTACTS = []
    assert client.get(ADDRESS).status_code == 404
