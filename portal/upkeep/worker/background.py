"""Background work: the queue's tasks at once, and by the clock what comes due."""

import logging
import threading
import time
from collections.abc import Sequence

from django.conf import settings
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from portal import clock
from portal.manifests import Duty
from portal.upkeep.queries.duties import duties as all_duties
from portal.upkeep.worker import lookout
from portal.upkeep.worker.rounds import do_round

logger = logging.getLogger(__name__)

QUEUE_PAUSE = 1.0
CLOCK_PAUSE = 10.0
FALL_PAUSE = 5.0


class Background:
    def __init__(self, duties: Sequence[Duty] | None = None) -> None:
        duties = all_duties() if duties is None else duties
        self.quick = [duty for duty in duties if duty.is_quick]
        self.slow = [duty for duty in duties if not duty.is_quick]

    def start(self) -> None:
        """Beside a web server, in the same process; that one looks out by itself."""
        self._clocks()
        threading.Thread(target=self.queue, name="queue", daemon=True).start()

    def run(self) -> None:
        """Alone in a process; a signal ends it after the task in hand."""
        self._clocks()
        lookout.start()
        worker = fresh_worker()
        worker.configure_signals()
        worker.run()

    def _clocks(self) -> None:
        if settings.PORTAL_METRICS_PORT:
            from portal.upkeep.metrics.counters import exporter  # noqa: PLC0415 - memory that a portal without metrics does not need

            exporter.start()
        for name, duties in (("clock", self.quick), ("slow clock", self.slow)):
            threading.Thread(target=self.clock, args=(duties,), name=name, daemon=True).start()

    def queue(self) -> None:
        while True:
            try:
                fresh_worker().run()
            except Exception:
                logger.exception("the task queue fell; it goes on in %s s", FALL_PAUSE)
                time.sleep(FALL_PAUSE)

    def clock(self, duties: Sequence[Duty]) -> None:
        while True:
            time.sleep(CLOCK_PAUSE)
            do_round(duties, clock.now())


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
