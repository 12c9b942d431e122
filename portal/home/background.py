"""Background work: the queue's tasks, and what comes due by the clock."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal import clock

logger = logging.getLogger(__name__)

Due = Callable[[datetime], object]
QUEUE_PAUSE = 1.0
DUE_PAUSE = 30.0
FALL_PAUSE = 5.0
STUCK_AFTER = timedelta(minutes=15)


def revive_stuck_tasks(now: datetime, after: timedelta = STUCK_AFTER) -> int:
    """A killed worker leaves its task RUNNING for ever: give it back to the queue."""
    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - after)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def do_due(works: Sequence[Due], now: datetime) -> None:
    """Each work by itself: one that fails is told of and holds up none of the others."""
    for work in works:
        try:
            work(now)
        except Exception:
            logger.exception("due work failed: %s", work.__name__)


class Background:
    def __init__(self, works: Sequence[Due] = (revive_stuck_tasks,)) -> None:
        self.works = works

    def start(self) -> None:
        """Beside a web server, in the same process."""
        for work in (self.queue, self.due):
            threading.Thread(target=work, name=work.__name__, daemon=True).start()

    def run(self) -> None:
        """Alone in a process; a signal ends it after the task in hand."""
        threading.Thread(target=self.due, name="due", daemon=True).start()
        worker = fresh_worker()
        worker.configure_signals()
        worker.run()

    def queue(self) -> None:
        while True:
            try:
                fresh_worker().run()
            except Exception:
                logger.exception("the task queue fell; it goes on in %s s", FALL_PAUSE)
                time.sleep(FALL_PAUSE)

    def due(self) -> None:
        while True:
            close_old_connections()
            do_due(self.works, clock.now())
            close_old_connections()
            time.sleep(DUE_PAUSE)


def fresh_worker() -> Worker:
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=QUEUE_PAUSE,
        batch=False,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
