"""An answer in time, whatever hangs; and the facts behind each line."""

import json
import socket
import time
from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Event

import pytest
from django.core.cache.backends.redis import RedisCache
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import ConnectionHandler

from portal.health import Line, State
from portal.ledger.operations import keep_check
from portal.upkeep.models import DutyRecord
from portal.upkeep.operations.duties import register
from portal.upkeep.queries import state as queries
from portal.upkeep.queries.duties import duties, every_duty
from portal.upkeep.queries.state import backup_here, database_lines, last_backup
from portal.upkeep.results.readiness import is_ready, report
from tests.factories.inbox import MessageFactory

SILENT = Line("slow", State.FAILING, "silent", alarm=True)


def words(lines):
    return {line.name: line.word for line in lines}


def test_one_that_hangs_is_not_waited_for_and_not_asked_again(now):
    release, asked = Event(), []

    def slow(moment):
        asked.append(moment)
        release.wait(20)
        return [Line("slow")]

    sources = {"slow": slow, "fast": lambda moment: [Line("fast")]}
    began = time.monotonic()
    assert report(now, sources, limit=0.1) == [SILENT, Line("fast")]
    assert report(now, sources, limit=0.1) == [SILENT, Line("fast")]
    assert time.monotonic() - began < 2
    assert len(asked) == 1
    release.set()
    time.sleep(0.1)
    assert report(now, sources, limit=5) == [Line("slow"), Line("fast")]


def test_one_that_falls_is_silent(now):
    def fall(moment):
        raise OSError

    assert report(now, {"slow": fall}) == [SILENT]


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_redis_that_is_not_there(now, monkeypatch):
    gone = RedisCache(f"redis://127.0.0.1:{closed_port()}/0", {})
    monkeypatch.setattr(queries, "cache", gone)
    assert report(now, {"cache": queries.cache_lines}) == [Line("cache", State.FAILING, "silent", alarm=True)]


@pytest.mark.django_db
def test_a_database_that_is_not_there(now, monkeypatch, tmp_path):
    wrong = {**connection.settings_dict, "NAME": str(tmp_path / "no" / "such"), "PORT": closed_port()}
    gone = ConnectionHandler({"default": wrong})

    def ask(moment):
        with gone["default"].cursor() as cursor:
            cursor.execute("SELECT 1")

    assert report(now, {"database": ask}) == [Line("database", State.FAILING, "silent", alarm=True)]


def test_only_what_keeps_it_from_serving_makes_it_not_ready():
    assert is_ready([Line("a"), Line("b", State.WARNING, "late")])
    assert not is_ready([Line("a"), Line("b", State.FAILING, "silent")])


@pytest.mark.django_db
def test_a_portal_at_work_is_in_order(now, settings):
    register(duties=every_duty(), now=now)
    DutyRecord.objects.update(due_at=now + timedelta(minutes=1), started_at=now)
    settings.PORTAL_BACKUP_MARK.write_text(json.dumps({"finished": (now - timedelta(hours=6)).isoformat()}))
    settings.PORTAL_DISK_LEAST = 0
    keep_check(name="ledger", faults=[], now=now)
    keep_check(name="records", faults=[], now=now)
    found = words(database_lines(now))
    assert {name: word for name, word in found.items() if word != "ok"}.keys() <= {"working_days", "disk"}
    assert len([name for name in found if name.startswith("duty ")]) == len(duties()) + 1


@pytest.mark.django_db
def test_each_trouble_shows_in_its_line(now, settings):
    register(duties=every_duty(), now=now - timedelta(days=3))
    DutyRecord.objects.filter(name="fold_answers").update(failures=2)
    MessageFactory(now=now - timedelta(hours=1))
    MessageFactory(now=now, state="failed", attempts=1)
    keep_check(name="ledger", faults=[("x", {})], now=now)
    settings.PORTAL_DISK_LEAST = 10**18
    found = words(database_lines(now))
    assert found["duty fold_answers"] == "failed"
    assert found["duty send_summaries"] == "late"
    assert {
        name: found[name] for name in ("outbox", "undelivered", "worker", "disk", "backup", "ledger", "records")
    } == {
        "outbox": "late",
        "undelivered": "some",
        "worker": "silent",
        "disk": "full",
        "backup": "none",
        "ledger": "broken",
        "records": "never",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("", None),
        ("[]", None),
        ('{"finished": "yesterday"}', None),
        ('{"finished": 7}', None),
        ('{"finished": "2026-11-24T02:30:00+08:00"}', datetime(2026, 11, 23, 18, 30, tzinfo=UTC)),
        ('{"finished": "2026-11-24T02:30:00"}', datetime(2026, 11, 23, 18, 30, tzinfo=UTC)),
    ],
)
def test_the_backup_says_when_it_was_finished(settings, text, expected):
    if text is not None:
        settings.PORTAL_BACKUP_MARK.write_text(text)
    assert backup_here() == expected


def noted():
    return last_backup(DutyRecord.objects.filter(name="backup").first())


@pytest.mark.django_db
def test_a_backup_of_one_node_is_known_to_all(now, settings):
    with pytest.raises(CommandError, match="does not say"):
        call_command("note_backup")
    settings.PORTAL_BACKUP_MARK.write_text(json.dumps({"finished": now.isoformat()}))
    call_command("note_backup", stdout=StringIO())
    settings.PORTAL_BACKUP_MARK.unlink()
    assert noted() == now
    older, newer = now - timedelta(days=1), now + timedelta(hours=1)
    for finished, last in ((older, now), (newer, newer)):
        settings.PORTAL_BACKUP_MARK.write_text(json.dumps({"finished": finished.isoformat()}))
        assert noted() == last
    assert "duty backup" not in words(database_lines(now))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_lines_cost_the_same_however_much_waits(now, count, django_assert_num_queries):
    register(duties=every_duty(), now=now)
    for _ in range(count):
        MessageFactory(now=now)
    with django_assert_num_queries(7):
        database_lines(now)
