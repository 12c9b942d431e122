"""Pages that are kept for a moment: for how long, how many, and never past a clearing."""

import threading

import pytest

from portal.cms import pagecache
from portal.cms.pagecache import SECONDS, PageCache, is_plain_query


class Clock:
    moment = 100.0

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pages(clock):
    return PageCache(clock)


def test_a_page_is_kept_for_less_than_five_seconds(pages, clock):
    assert SECONDS + 1 < 5
    assert pages.get(("a",)) is None
    kept = pages.put(("a",), b"x", (("Content-Type", "text/html"),), pages.era)
    clock.moment += SECONDS - 0.1
    assert pages.get(("a",)) == kept
    clock.moment += 0.1
    assert pages.get(("a",)) is None


def test_a_page_that_was_drawn_before_the_clearing_is_not_kept(pages):
    era = pages.era
    pages.clear()
    assert pages.put(("a",), b"old", (), era) is not None
    assert pages.get(("a",)) is None


def test_the_least_asked_for_goes_when_room_runs_out(pages, monkeypatch):
    monkeypatch.setattr(pagecache, "BYTES_MOST", 25)
    for name in "ab":
        pages.put((name,), b"0123456789", (), pages.era)
    pages.get(("a",))
    pages.put(("c",), b"0123456789", (), pages.era)
    assert [bool(pages.get((name,))) for name in "abc"] == [True, False, True]
    pages.put(("c",), b"0", (), pages.era)
    pages.put(("d",), b"0123456789", (), pages.era)
    assert [bool(pages.get((name,))) for name in "acd"] == [True, True, True]


def test_a_page_that_is_too_large_is_not_kept(pages, monkeypatch):
    monkeypatch.setattr(pagecache, "ENTRY_MOST", 3)
    assert pages.put(("a",), b"1234", (), pages.era) is None


@pytest.mark.parametrize(
    ("query", "plain"),
    [("", True), ("page=2", True), ("page=99999", False), ("page=2&x=1", False), ("q=a", False), ("page=２", False)],
)
def test_only_the_number_of_a_page_is_a_plain_query(query, plain):
    assert is_plain_query(query) is plain


def test_when_it_runs_out_one_draws_and_the_others_get_the_old_one(pages, clock):
    pages.put(("a",), b"old", (), pages.era)
    clock.moment += SECONDS
    assert pages.get(("a",)) is None
    assert [pages.get(("a",)).body for _ in range(3)] == [b"old"] * 3
    pages.put(("a",), b"new", (), pages.era)
    pages.done(("a",))
    assert pages.get(("a",)).body == b"new"


def test_an_edit_shows_within_five_seconds_also_while_somebody_draws():
    assert SECONDS + pagecache.OLD_SECONDS + 1 < 5


def test_who_finds_nothing_fit_waits_for_the_one_who_draws(pages, clock):
    pages.put(("a",), b"old", (), pages.era)
    pages.clear()
    assert pages.get(("a",)) is None
    found, started = [], threading.Event()

    def other():
        started.set()
        found.append(pages.get(("a",)))

    threads = [threading.Thread(target=other) for _ in range(4)]
    for thread in threads:
        thread.start()
    started.wait()
    pages.put(("a",), b"new", (), pages.era)
    pages.done(("a",))
    for thread in threads:
        thread.join()
    assert [kept.body for kept in found] == [b"new"] * 4


def test_who_draws_and_does_not_come_back_keeps_nobody_waiting(pages, clock):
    pages.put(("a",), b"old", (), pages.era)
    clock.moment += SECONDS
    assert pages.get(("a",)) is None
    clock.moment += pagecache.DRAWN_WITHIN
    assert pages.get(("a",)) is None


def test_what_could_not_be_kept_after_all_is_drawn_by_the_next(pages, clock):
    pages.put(("a",), b"old", (), pages.era)
    clock.moment += 10 * SECONDS
    assert pages.get(("a",)) is None
    pages.done(("a",))
    assert pages.get(("a",)) is None


def test_what_was_never_kept_is_never_waited_for(pages):
    assert [pages.get(("a",)) for _ in range(3)] == [None] * 3
    assert pages._drawn == {}
