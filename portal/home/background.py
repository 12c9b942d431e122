"""Background work: the queue's tasks at once, and by the clock what comes due."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

logger = logging.getLogger(__name__)

QUEUE_PAUSE = 1.0
CLOCK_PAUSE = 10.0
FALL_PAUSE = 5.0
MINUTE, HOUR, DAY = 60.0, 3600.0, 24 * 3600.0


@dataclass
class Duty:
    """A command that is safe to repeat, and how often it runs."""

    command: tuple[str, ...]
    every: float
    due: float = 0.0

    def do_if_due(self, moment: float) -> bool:
        """One that fails is told of and tried again at its next turn; it holds up none of the others."""
        if moment < self.due:
            return False
        self.due = moment + self.every
        try:
            call_command(*self.command, verbosity=0, stdout=StringIO())
        except Exception:
            logger.exception("%s failed", self.command[0])
        return True


def duties() -> list[Duty]:
    return [
        Duty(("revive_tasks",), MINUTE),
        Duty(("deliver_outbox",), MINUTE),
        Duty(("publish_scheduled",), MINUTE),
        Duty(("compare_photos",), MINUTE),
        Duty(("fold_answers",), 5 * MINUTE),
        Duty(("mix_answers",), 15 * MINUTE),
        Duty(("draw_observations",), 5 * MINUTE),
        Duty(("check_drift", "--apart"), HOUR),
        Duty(("send_summaries",), HOUR),
        Duty(("check_pages",), DAY),
        Duty(("remind_due",), DAY),
        Duty(("warn_quarters",), DAY),
        Duty(("tend_certificates",), DAY),
        Duty(("sweep_evidence",), DAY),
        Duty(("forget_expired",), DAY),
        # The operator's backup carries this file off the machine; verify_ledger --head then vouches for the past.
        Duty(("ledger_head", "--append", str(settings.ENV.var_dir / "ledger-heads.txt")), DAY),
        Duty(("verify_ledger",), DAY),
        Duty(("clearsessions",), DAY),
        Duty(("prune_db_task_results",), DAY),
    ]


class Background:
    def __init__(self, work: Sequence[Duty] | None = None) -> None:
        self.duties = duties() if work is None else list(work)

    def start(self) -> None:
        """Beside a web server, in the same process."""
        for work in (self.queue, self.clock):
            threading.Thread(target=work, name=work.__name__, daemon=True).start()

    def run(self) -> None:
        """Alone in a process; a signal ends it after the task in hand."""
        threading.Thread(target=self.clock, name="clock", daemon=True).start()
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

    def clock(self) -> None:
        while True:
            time.sleep(CLOCK_PAUSE)
            self.round(time.monotonic())

    def round(self, moment: float) -> None:
        close_old_connections()
        for duty in self.duties:
            duty.do_if_due(moment)
        close_old_connections()


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
