"""What the portal does by the clock: commands that are safe to repeat, and when each runs.

By night what only the portal itself notices; by morning what people are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.upkeep.rhythm import Daily, Every, Rhythm

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Duty:
    command: tuple[str, ...]
    rhythm: Rhythm
    label: str | Promise

    @property
    def name(self) -> str:
        return self.command[0]

    @property
    def is_quick(self) -> bool:
        """Whether it comes round within minutes: such duties do not queue behind those that take their time."""
        return self.rhythm.period < HOUR

    def do(self) -> None:
        call_command(*self.command, verbosity=0, stdout=StringIO(), stderr=StringIO())


# Done by every process, the web's own among them (portal.upkeep.lookout): a dead worker cannot say that it is dead.
LOOK_AROUND = Duty(("look_around",), Every(MINUTE), _("Looks after the portal's state"))

DUTIES: Sequence[Duty] = (
    Duty(("revive_tasks",), Every(MINUTE), _("Gives stuck tasks back to the queue")),
    Duty(("deliver_outbox",), Every(MINUTE), _("Delivers texts and mails")),
    Duty(("publish_scheduled",), Every(MINUTE), _("Publishes pages at their time")),
    Duty(("compare_photos",), Every(MINUTE), _("Compares photos")),
    Duty(("fold_answers",), Every(5 * MINUTE), _("Counts answers")),
    Duty(("mix_answers",), Every(15 * MINUTE), _("Mixes answers, so that none leads to an invitation")),
    Duty(("draw_observations",), Every(5 * MINUTE), _("Draws figures for the board")),
    Duty(("check_drift", "--apart"), Every(HOUR), _("Compares published figures with the ledger")),
    Duty(("send_summaries",), Every(HOUR), _("Sends summaries of what waits")),
    Duty(("verify_ledger", "--keep"), Daily(1, 10), _("Checks the ledger's chain")),
    Duty(
        ("ledger_head", "--append"),
        Daily(1, 40),
        _("Keeps the ledger's head outside of the database"),
    ),
    Duty(("check_invariants", "--keep"), Daily(2, 10), _("Searches for records that contradict each other")),
    Duty(("forget_expired",), Daily(3, 10), _("Deletes personal data whose time is over")),
    Duty(("sweep_evidence",), Daily(3, 30), _("Sweeps files that nothing refers to")),
    Duty(("clearsessions",), Daily(3, 50), _("Deletes ended sessions")),
    Duty(("prune_db_task_results",), Daily(4, 10), _("Deletes old entries of the task queue")),
    Duty(("check_pages",), Daily(5, 10), _("Looks for stale pages and dead links")),
    Duty(("ask_for_calendar",), Daily(6, 50), _("Asks for the days off of the coming year")),
    Duty(("remind_due",), Daily(7, 10), _("Reminds of figures that fall due")),
    Duty(("warn_quarters",), Daily(7, 30), _("Warns of quarters that fall short")),
    Duty(("tend_certificates",), Daily(8, 30), _("Reminds units before their certificate ends")),
)
EVERY_DUTY: Sequence[Duty] = (LOOK_AROUND, *DUTIES)
