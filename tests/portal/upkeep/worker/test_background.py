from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.board.figures.drift import drifts
from portal.board.management.commands import check_drift
from portal.upkeep.management.commands import check_invariants
from portal.upkeep.models import DutyRecord
from portal.upkeep.queries.duties import every_duty
from portal.upkeep.queries.invariants import LAWS
from portal.upkeep.worker import background
from portal.upkeep.worker.background import Background
from portal.upkeep.worker.rounds import do_round


@pytest.mark.django_db(transaction=True)  # VACUUM refuses to run inside of one
def test_every_duty_may_run_on_a_portal_that_has_only_its_plan(caplog, settings, monkeypatch, now, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    call_command("load_plan", verbosity=0, stdout=StringIO())
    # Processes of their own would look at another database.
    monkeypatch.setattr(check_drift, "found_apart", drifts)
    monkeypatch.setattr(check_invariants, "found_apart", lambda: {name: {"ids": []} for name in LAWS})
    do_round(every_duty(), now)
    assert [record.message for record in caplog.records] == []
    assert DutyRecord.objects.exclude(succeeded_at=None).count() == len(every_duty())


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
    assert started == [("clock", True), ("slow clock", True), ("queue", True)]


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
