"""What the portal looks after by itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal import doors
from portal.accounts.roles import Role
from portal.health import Health
from portal.manifests import Duty, Invariant, Law, Link, Manifest
from portal.rhythm import MINUTE, Daily, Every
from portal.upkeep.queries.state import unsound_database

SILENT = _("No answer within two seconds.")
RESTART = _("Start the background work again: systemctl restart portal-worker; then look at its journal.")
WAITING = _("%(count)s waiting, the oldest for %(minutes)s min.")
NEVER = (_("It has not run yet."), _("It runs in the coming night; look again tomorrow."))
LATE = (_("The last check was %(hours)s h ago."), RESTART)
PREPARERS = {Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.EDITOR}
WATCHERS = {Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}

MANIFEST = Manifest(
    "portal.upkeep",
    urls=(("account/state/", "portal.upkeep.urls"),),
    invariants=(Invariant(Law.NO_HALF, unsound_database),),
    places=(
        Link(275, _("Before the portal opens"), "list-checks", "upkeep:first-day-show", PREPARERS),
        Link(280, _("State of the portal"), "settings", "upkeep:state-show", WATCHERS),
    ),
    duties=(
        Duty(("revive_tasks",), Every(MINUTE), _("Gives stuck tasks back to the queue")),
        Duty(("verify_ledger", "--keep"), Daily(1, 10), _("Checks the ledger's chain")),
        Duty(("check_invariants", "--keep"), Daily(2, 10), _("Searches for records that contradict each other")),
        Duty(("forget_expired",), Daily(3, 10), _("Deletes personal data whose time is over")),
        Duty(("prune_db_task_results",), Daily(4, 10), _("Deletes old entries of the task queue")),
    ),
    health=(
        Health(
            10,
            "database",
            _("Database"),
            _("It answers."),
            {"silent": (SILENT, _("See whether PostgreSQL runs and how busy it is: systemctl status postgresql."))},
            gettext_noop("The database does not answer in time"),
        ),
        Health(
            110,
            "cache",
            _("Shared cache"),
            _("It answers."),
            {
                "silent": (
                    SILENT,
                    _("See whether Redis runs: systemctl status redis-server. Sign-in and limits need it."),
                ),
                "forgets": (
                    _("What is put into it does not come back."),
                    _("See the memory limit of Redis and its log."),
                ),
            },
            gettext_noop("The shared cache does not answer"),
        ),
        Health(
            115,
            "doors",
            _("Quick way for answers"),
            _("Open."),
            {
                "broke": (
                    _("It broke within the last ten minutes; Django answers in its place."),
                    _(
                        "Nothing is lost, answers only take longer. Show the journal of the web service to the developers."
                    ),
                )
            },
            ask=doors.health_lines,
            source="cache",
        ),
        Health(
            20,
            "queue",
            _("Task queue"),
            _("%(count)s waiting, none for more than five minutes."),
            {"late": (WAITING, RESTART)},
            gettext_noop("Background tasks wait and are not taken"),
        ),
        Health(
            50,
            "worker",
            _("Background work"),
            _("At work, last %(minutes)s min ago."),
            {"silent": (_("Nothing was done for %(minutes)s min."), RESTART)},
            gettext_noop("The background work stands still: no message leaves, nothing is counted"),
        ),
        Health(
            70,
            "backup",
            _("Backup"),
            _("Finished %(hours)s h ago."),
            {
                "none": (
                    _("No backup has been finished yet."),
                    _(
                        "See whether the timer runs: systemctl list-timers portal-backup.timer; then start portal-backup.service."
                    ),
                ),
                "late": (
                    _("The last one was finished %(hours)s h ago."),
                    _("See why it fails: journalctl -u portal-backup.service; then start it by hand."),
                ),
            },
            gettext_noop("The nightly backup is missing"),
        ),
        Health(
            80,
            "ledger",
            _("Daily check of the ledger"),
            _("Checked %(hours)s h ago; it holds."),
            {
                "broken": (
                    _("Places that do not hold: %(count)s."),
                    _(
                        "Change nothing. Call the auditor, keep a copy of the database, and compare it with the last backup. After a backup was put back, put back its ledger-heads.txt too."
                    ),
                ),
                "never": NEVER,
                "late": LATE,
            },
            gettext_noop("The ledger does not hold: entries are altered or gone"),
        ),
        Health(
            90,
            "records",
            _("Daily check of the records"),
            _("Checked %(hours)s h ago; nothing was found."),
            {
                "broken": (
                    _("Contradictions: %(count)s."),
                    _(
                        "Run manage.py check_invariants for the whole list, and show it to the auditor and to the developers."
                    ),
                ),
                "never": NEVER,
                "late": LATE,
            },
            gettext_noop("Records contradict each other"),
        ),
    ),
)
