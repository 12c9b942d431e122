from datetime import UTC, datetime, timedelta

import pytest

from portal import health
from portal.health import Line, State

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MB = health.MEGABYTE
OK, WARNING, FAILING = State.OK, State.WARNING, State.FAILING


def ago(**span) -> datetime:
    return NOW - timedelta(**span)


def outcome(line: Line) -> tuple[State, str, bool]:
    return line.state, line.word, line.alarm


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (health.waiting_line("queue", None, 0, NOW), (OK, "ok", False)),
        (health.waiting_line("queue", ago(minutes=5), 3, NOW), (OK, "ok", False)),
        (health.waiting_line("queue", ago(minutes=6), 3, NOW), (WARNING, "late", True)),
        (health.undelivered_line(0), (OK, "ok", False)),
        (health.undelivered_line(2), (WARNING, "some", False)),
        (health.disk_line(5000 * MB, 1024 * MB, 20 * MB), (OK, "ok", False)),
        (health.disk_line(3000 * MB, 1024 * MB, 20 * MB), (WARNING, "short", False)),
        (health.disk_line(1000 * MB, 1024 * MB, 1 * MB), (FAILING, "full", True)),
        (health.files_line(""), (OK, "ok", False)),
        (health.files_line("no answer"), (WARNING, "away", True)),
        (health.backup_line(ago(hours=26), ago(days=9), NOW), (OK, "ok", False)),
        (health.backup_line(ago(hours=51), ago(days=9), NOW), (WARNING, "late", True)),
        (health.backup_line(None, ago(hours=1), NOW), (WARNING, "none", False)),
        (health.backup_line(None, ago(days=9), NOW), (WARNING, "none", True)),
        (health.check_line("ledger", ago(hours=9), 0, NOW), (OK, "ok", False)),
        (health.check_line("ledger", ago(hours=9), 1, NOW), (WARNING, "broken", True)),
        (health.check_line("ledger", None, 0, NOW), (WARNING, "never", False)),
        (health.check_line("ledger", ago(hours=51), 0, NOW), (WARNING, "late", False)),
        (health.year_line(2027, is_known=False, is_time=False), (OK, "ok", False)),
        (health.year_line(2027, is_known=False, is_time=True), (WARNING, "unknown", False)),
        (health.year_line(2027, is_known=True, is_time=True), (OK, "ok", False)),
        (health.worker_line(ago(minutes=5), NOW), (OK, "ok", False)),
        (health.worker_line(ago(minutes=6), NOW), (WARNING, "silent", True)),
    ],
)
def test_how_a_thing_stands(line, expected):
    assert outcome(line) == expected


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("failures", "overdue", "period", "expected"),
    [
        (0, -MINUTE, MINUTE, (OK, "ok", False)),
        (0, 5 * MINUTE, MINUTE, (OK, "ok", False)),
        (0, 6 * MINUTE, MINUTE, (WARNING, "late", False)),
        (0, 60 * MINUTE, DAY, (OK, "ok", False)),
        (0, 61 * MINUTE, DAY, (WARNING, "late", False)),
        (0, 361 * MINUTE, DAY, (WARNING, "late", True)),
        (1, -MINUTE, DAY, (WARNING, "failed", False)),
        (2, -MINUTE, DAY, (WARNING, "failed", True)),
    ],
)
def test_how_a_duty_stands(failures, overdue, period, expected):
    assert outcome(health.duty_line("a", failures, overdue, period)) == expected


def test_a_line_is_read_by_a_monitor_and_holds_figures_alone():
    assert Line("outbox", WARNING, "late", {"count": 2, "who": "somebody"}).text == "outbox: late count=2"
    assert Line("database").text == "database: ok"


@pytest.mark.parametrize(
    ("count", "budget", "names"),
    [
        (0, 3000, ["texts"]),
        (1499, 3000, ["texts"]),
        (1500, 3000, ["texts_50"]),
        (2400, 3000, ["texts_50", "texts_80"]),
        (3000, 3000, ["texts_50", "texts_80", "texts_100"]),
        (0, 0, ["texts"]),
    ],
)
def test_each_share_of_the_text_messages_is_told_of_once(count, budget, names):
    found = health.texts_lines(count, budget)
    assert [line.name for line in found] == names
    assert {line.alarm for line in found} == {names != ["texts"]}
    assert {line.state for line in found} <= {OK, WARNING}
