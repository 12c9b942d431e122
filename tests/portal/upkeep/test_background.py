from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command, get_commands
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.board.drift import drifts
from portal.board.management.commands import check_drift
from portal.home import background
from portal.home.background import Background, Duty, duties


@pytest.fixture
def called(monkeypatch):
    commands = []

    def call(name, *words, **options):
        commands.append(name)
        if name == "broken":
            raise RuntimeError("no")

    monkeypatch.setattr(background, "call_command", call)
    return commands


def test_duty_waits_for_its_turn(called):
    duty = Duty(("a",), every=60)
    assert [duty.do_if_due(moment) for moment in (10, 69, 70, 71)] == [True, False, True, False]
    assert called == ["a", "a"]


@pytest.mark.django_db
def test_failed_duty_is_told_of_and_holds_up_none(called, caplog):
    work = Background([Duty(("broken",), every=60), Duty(("b",), every=60)])
    work.round(10.0)
    work.round(11.0)
    assert called == ["broken", "b"]
    assert [record.message for record in caplog.records] == ["broken failed"]


def test_every_duty_is_a_command_that_exists():
    assert {duty.command[0] for duty in duties()} <= set(get_commands())


@pytest.mark.django_db
def test_every_duty_may_run_on_a_portal_that_has_only_its_plan(caplog, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    call_command("load_plan", verbosity=0, stdout=StringIO())
    monkeypatch.setattr(check_drift, "found_apart", drifts)  # a process of its own would look at another database
    for duty in duties():
        assert duty.do_if_due(1.0)
    assert [record.message for record in caplog.records] == []


def task(status, minutes):
    now = datetime.now(UTC)
    return DBTaskResult.objects.create(
        status=status,
        started_at=now - timedelta(minutes=minutes),
        run_after=now,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="none",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
def test_task_of_a_killed_worker_goes_back_to_the_queue():
    rows = [
        task(TaskResultStatus.RUNNING, 16),
        task(TaskResultStatus.RUNNING, 14),
        task(TaskResultStatus.SUCCESSFUL, 60),
    ]
    out = StringIO()
    call_command("revive_tasks", stdout=out)
    states = [DBTaskResult.objects.get(pk=row.pk).status for row in rows]
    assert states == [TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL]
    assert out.getvalue() == "1 tasks given back.\n"


def test_threads_are_named_and_die_with_the_process(monkeypatch):
    started = []
    monkeypatch.setattr(
        background.threading.Thread, "start", lambda thread: started.append((thread.name, thread.daemon))
    )
    Background([]).start()
    assert started == [("queue", True), ("clock", True)]


def test_fallen_queue_goes_on(monkeypatch, caplog):
    falls = iter([RuntimeError("database is gone"), KeyboardInterrupt()])

    class Falling:
        def run(self):
            raise next(falls)

    monkeypatch.setattr(background, "fresh_worker", Falling)
    monkeypatch.setattr(background.time, "sleep", lambda seconds: None)
    with pytest.raises(KeyboardInterrupt):
        Background([]).queue()
    assert [record.message for record in caplog.records] == ["the task queue fell; it goes on in 5.0 s"]
