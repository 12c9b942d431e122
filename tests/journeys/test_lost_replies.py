"""SUB-04 and F6: the answer arrives and the wire breaks before its receipt does; sent again, it is still one answer."""

import http.client

import pytest

from bench import kills
from bench.phones import Phone, new_form, stamp_of
from tests.journeys.cutting import AT_ONCE, cutting
from tests.journeys.test_offline_survey import answer_all, count
from tests.journeys.test_resident_survey import REFERENCE

HALF = 20  # bytes; the reply breaks off within its first line
BROKEN = (OSError, http.client.HTTPException)


@pytest.fixture(scope="module")
def place(server) -> str:
    return f"/surveys/{next(survey['slug'] for survey in server.seed['surveys'] if survey['state'] == 'open')}/"


@pytest.fixture
def new_rows(server):
    """Rows that came since the test began."""
    earlier = {row[0] for row in kills.stored_rows(server)}
    return lambda: [row for row in kills.stored_rows(server) if row[0] not in earlier]


def test_sub_04_a_hundred_replies_dropped_and_sent_again_are_a_hundred_answers(server, place, new_rows):
    journal, stamp = kills.Journal(), stamp_of(server.url(place))
    with cutting(server.port) as (cutter, address):
        sendings = [(Phone(address + place), new_form(stamp)) for _ in range(100)]
        for phone, form in sendings:
            with pytest.raises(BROKEN):
                phone.send(form)
        assert cutter.cuts.total() == 100
        assert len(new_rows()) == 100  # all are there before anybody sends again
        for phone, form in sendings:
            kills.deliver(phone, form, journal)
    assert kills.violations(journal, new_rows()) == []
    assert len(set.union(*journal.shown.values())) == len(journal.shown) == journal.replies == 100
    server.manage("check_invariants")


def test_sub_04_wires_that_break_earlier_or_later_and_again_and_again(server, place, new_rows, monkeypatch):
    """Sent again without a pause, also while the server is still at work on the first."""
    monkeypatch.setattr(kills, "PAUSE", 0)
    journal, stamp = kills.Journal(), stamp_of(server.url(place))
    for through in (AT_ONCE, HALF):
        with cutting(server.port, through, times=3) as (cutter, address):
            for _ in range(15):
                kills.deliver(Phone(address + place), new_form(stamp), journal)
            assert cutter.cuts.total() == 45
    assert journal.unanswered == 90
    assert kills.violations(journal, new_rows()) == []
    assert len(set.union(*journal.shown.values())) == 30


def test_sub_04_the_page_keeps_what_got_no_reply_and_sends_it_again(new_page, server, watch, place, shot):
    watch.expect("ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_CONNECTION_CLOSED")
    before = count(server)
    # A browser asks again by itself on connections that it used before, so that more than one has to break.
    with cutting(server.port, times=100) as (cutter, address):
        watch.expect(f"^foreign host: {address}/")
        page = new_page(base_url=address, service_workers="block")
        page.goto(place)
        answer_all(page)
        page.locator("button[data-submit]").click()
        panel = page.locator("[data-queue]")
        panel.filter(has_text="1 份").wait_for()
        shot(page, "survey-lost-reply-360")
        assert cutter.cuts.total() >= 1
        assert count(server) == before + 1
        cutter.times = 0
        panel.locator("li button").first.click()
        panel.locator("li a").wait_for()
    assert REFERENCE.search(panel.inner_text())
    assert page.evaluate("() => localStorage.length") == 0
    assert count(server) == before + 1
