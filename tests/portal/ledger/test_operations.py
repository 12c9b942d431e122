from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldError
from django.db import transaction

from portal.ledger.models import Entry, Head
from portal.ledger.operations import record
from portal.ledger.queries import chain_break, entries_about, head, subject_key
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_whom_and_why(now):
    actor, subject = UserFactory(), UserFactory()
    entry = record(
        actor=actor,
        now=now,
        action="score.change",
        subject=subject,
        before={"points": "3.50"},
        after={"points": "4.00"},
        reason="复查台账",
    )
    entry.refresh_from_db()
    assert (entry.sequence, entry.recorded_at, entry.actor) == (1, now, str(actor.public_id))
    assert (entry.action, entry.subject) == ("score.change", f"accounts.user:{subject.public_id}")
    assert (entry.before, entry.after, entry.reason) == ({"points": "3.50"}, {"points": "4.00"}, "复查台账")


def test_entries_follow_each_other(now):
    entries = [record(actor=None, now=now, action="a", subject="x:1") for _ in range(3)]
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert entries[2].previous_hash == entries[1].hash
    assert head().sequence == 3
    assert chain_break() is None


def test_sequence_orders_not_time(now):
    record(actor=None, now=now, action="first", subject="x:1")
    record(actor=None, now=now - timedelta(hours=1), action="second", subject="x:1")
    assert [entry.action for entry in entries_about("x:1")] == ["first", "second"]
    assert chain_break() is None


def test_a_rolled_back_decision_leaves_no_entry_and_no_gap(now):
    with transaction.atomic():
        record(actor=None, now=now, action="a", subject="x:1")
        transaction.set_rollback(True)
    assert record(actor=None, now=now, action="b", subject="x:1").sequence == 1


@pytest.mark.parametrize("actor", [None, AnonymousUser()])
def test_what_nobody_signed_in_did_is_the_systems(now, actor):
    assert record(actor=actor, now=now, action="a", subject="x:1").actor == "system"


def test_a_reason_cannot_hold_what_a_database_refuses(now):
    record(actor=None, now=now, action="a", subject="x:1", reason="a\0b")
    assert Entry.objects.get().reason == "ab"


@pytest.mark.parametrize("value", [{"a": 1e16}, {"a": 0.1}, {"a": -0.0}, {"a": 10**30}, {"文": ["\u0000", "😀"]}])
def test_numbers_and_texts_come_back_as_they_were_sealed(now, value):
    record(actor=None, now=now, action="a", subject="x:1", after=value)
    assert chain_break() is None
    assert Entry.objects.get().after == value


def test_subject_key():
    user = UserFactory()
    assert subject_key(user) == f"accounts.user:{user.public_id}"
    assert subject_key("board.figure:52") == "board.figure:52"
    keyless = SimpleNamespace(pk=7, _meta=SimpleNamespace(label_lower="cells.scheme"))
    assert subject_key(keyless) == "cells.scheme:7"


def test_entries_about_are_only_about(now):
    record(actor=None, now=now, action="a", subject="x:1")
    record(actor=None, now=now, action="b", subject="x:2")
    assert [entry.action for entry in entries_about("x:2")] == ["b"]


def test_labels(now):
    entry = record(actor=None, now=now, action="a", subject="x:1")
    assert str(entry) == "1 a x:1"
    assert str(Head.objects.get()) == f"1 {entry.hash}"


def test_json_columns_cannot_be_searched_by_content():
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Entry.objects.filter(before={}).exists()


def test_query_count(now, django_assert_num_queries):
    record(actor=None, now=now, action="a", subject="x:1")
    # savepoint, lock and read the head, entry, head, release
    with django_assert_num_queries(5):
        record(actor=None, now=now, action="a", subject="x:1")
