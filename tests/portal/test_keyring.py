"""Keys that follow each other, and what their changes leave readable."""

from datetime import date

import pytest

from portal.keyring import key_id, ring_of, rotated

DAY = date(2026, 11, 30)


def test_the_newest_comes_first_and_the_others_from_the_end():
    ring = ring_of("c", {"a": "2026-01-01", "b": "2026-06-01"})
    assert [key.secret for key in ring] == ["c", "b", "a"]
    assert [key.held_on(date(2026, 6, 1)) for key in ring] == [True, True, False]
    assert [key.held_on(date(2026, 6, 2)) for key in ring] == [True, False, False]
    assert len({key.id for key in ring}) == 3


def test_what_is_printed_is_read_back():
    lines = dict(line.split("=", 1) for line in rotated("PORTAL_SEAL", "new=", "old==", {"older": "2026-01-01"}, DAY))
    assert lines["PORTAL_SEAL_KEY"] == "new="
    assert lines["PORTAL_SEAL_FORMER"] == "older=2026-01-01 old===2026-11-30"


def test_an_id_says_nothing_of_the_secret_and_a_day_is_a_day():
    assert key_id("secret") not in "secret"
    assert len(key_id("secret")) == 8
    with pytest.raises(ValueError, match="Invalid isoformat"):
        ring_of("c", {"b": "yesterday"})
