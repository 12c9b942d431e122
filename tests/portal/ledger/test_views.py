from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.ledger.operations import record
from portal.ledger.results import Change, changes_of
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

pytestmark = pytest.mark.django_db
LIST = "ledger:entry-list"


@pytest.fixture
def auditor():
    user = with_second_factor(UserFactory())
    GrantFactory(user=user, role=Role.AUDITOR)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def entries(now):
    person = UserFactory(username="officer", name="李四")
    return [
        record(actor=person, now=now - timedelta(days=2), action="score.give", subject="cells.score:1"),
        record(actor=None, now=now - timedelta(days=1), action="score.change", subject="cells.score:1", reason="复查"),
        record(actor=person, now=now, action="figure.publish", subject="board.figure:52"),
    ]


def shown(client, **query) -> list[int]:
    return [entry.sequence for entry in client.get(reverse(LIST), query).context["entries"]]


@pytest.mark.parametrize(
    ("query", "sequences"),
    [
        ({}, [3, 2, 1]),
        ({"action": "score."}, [2, 1]),
        ({"action": "score.change"}, [2]),
        ({"actor": "officer"}, [3, 1]),
        ({"actor": "system"}, [2]),
        ({"actor": "nobody"}, []),
        ({"subject": "cells.score:1"}, [2, 1]),
        ({"since": "2026-11-23"}, [3, 2]),
        ({"until": "2026-11-23"}, [2, 1]),
        ({"since": "2026-11-23", "until": "2026-11-23", "action": "score"}, [2]),
    ],
)
def test_filters(auditor, entries, query, sequences):
    assert shown(auditor, **query) == sequences


def test_an_actor_is_found_by_public_id(auditor, entries):
    assert shown(auditor, actor=entries[0].actor) == [3, 1]


@pytest.mark.parametrize(
    "query", [{"since": "2026-11-24", "until": "2026-11-23"}, {"since": "soon"}, {"action": "x" * 200}]
)
def test_a_faulty_filter_is_named_and_hides_nothing(auditor, entries, query):
    page = auditor.get(reverse(LIST), query)
    assert page.context["form"].errors
    assert len(page.context["entries"]) == 3


def test_names_and_reasons_are_read(auditor, entries):
    text = auditor.get(reverse(LIST)).content.decode()
    assert "李四" in text
    assert "复查" in text
    assert f"3:{entries[2].hash}" in text


def test_pages_keep_the_filter(auditor, now):
    for number in range(60):
        record(actor=None, now=now, action="score.give", subject=f"x:{number}")
    page = auditor.get(reverse(LIST), {"action": "score.", "page": "2"})
    assert len(page.context["entries"]) == 10
    assert "action=score.&amp;page=1" in page.content.decode()


def test_an_entry_shows_what_changed(auditor, now):
    entry = record(
        actor=None,
        now=now,
        action="score.change",
        subject="x:1",
        before={"points": "3", "level": "pass"},
        after={"points": "4", "level": "pass", "note": "<b>"},
        reason="<script>",
    )
    page = auditor.get(reverse("ledger:entry-detail", args=[entry.sequence]))
    assert page.context["changes"] == [
        Change("level", "pass", "pass"),
        Change("points", "3", "4"),
        Change("note", None, "<b>"),
    ]
    text = page.content.decode()
    assert entry.hash in text
    assert "<script>" not in text.split("<main")[1].split("</main>")[0]


def test_changes():
    assert [change.is_change for change in (Change("a", 1, 2), Change("a", 1, 1))] == [True, False]


def test_an_erased_account_leaves_its_id(auditor, now):
    person = UserFactory()
    entry = record(actor=person, now=now, action="a", subject="x:1")
    person.delete()
    assert entry.actor in auditor.get(reverse(LIST)).content.decode()
    assert changes_of(entry) == []


def test_an_empty_ledger(auditor):
    assert auditor.get(reverse(LIST)).context["entries"] == []


def test_no_such_entry(auditor):
    assert auditor.get(reverse("ledger:entry-detail", args=[99])).status_code == 404


def test_the_list_costs_few_queries(auditor, now, django_assert_max_num_queries):
    for _ in range(50):
        record(actor=UserFactory(), now=now, action="a", subject="x:1")
    with django_assert_max_num_queries(15):
        auditor.get(reverse(LIST))


def test_the_auditor_sees_what_left_as_a_file(auditor, now):
    person = UserFactory(name="李四")
    said = {"form": "csv", "rows": 12, "bytes": 9, "sha256": "ab" * 32, "filters": {"area": "lanling"}}
    record(actor=person, now=now, action="cases.export", subject="cells.application", after=said, reason="年度报告")
    record(actor=person, now=now, action="cases.file", subject="cells.application:1")
    answer = auditor.get(reverse("ledger:export-list"))
    assert len(answer.context["entries"]) == 1
    words = answer.content.decode()
    assert all(word in words for word in ("李四", "cases.export", "CSV", "12", "area=lanling", "年度报告", "ab" * 32))
