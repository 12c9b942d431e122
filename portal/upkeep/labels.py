"""The words of the page: what each line is about, how it stands, and what a person does about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.manifests import Words
from portal.upkeep.duties import every_duty
from portal.upkeep.lines import SHARES, Line, State

# The state that colours a chip (face.md), and its word.
CHIPS = {
    State.OK: ("met", _("In order")),
    State.WARNING: ("watch", _("Look after it")),
    State.FAILING: ("not_met", _("Fails")),
}
LABELS = {
    "database": _("Database"),
    "cache": _("Shared cache"),
    "queue": _("Task queue"),
    "outbox": _("Messages to be sent"),
    "undelivered": _("Undelivered messages"),
    "texts": _("Text messages of 24 hours"),
    "texts_50": _("Text messages of 24 hours: half"),
    "texts_80": _("Text messages of 24 hours: four fifths"),
    "texts_100": _("Text messages of 24 hours: all"),
    "worker": _("Background work"),
    "disk": _("Disk"),
    "backup": _("Backup"),
    "ledger": _("Daily check of the ledger"),
    "records": _("Daily check of the records"),
    "working_days": _("Working days of next year"),
}
HOLDS = {
    "database": _("It answers."),
    "cache": _("It answers."),
    "queue": _("%(count)s waiting, none for more than five minutes."),
    "outbox": _("%(count)s waiting, none for more than five minutes."),
    "undelivered": _("Every message arrived."),
    "texts": _("%(count)s of %(budget)s sent."),
    "texts_50": _("%(count)s of %(budget)s sent."),
    "texts_80": _("%(count)s of %(budget)s sent."),
    "texts_100": _("%(count)s of %(budget)s sent."),
    "worker": _("At work, last %(minutes)s min ago."),
    "disk": _("%(free_mb)s MB free; files and logs of 200 days need about %(needed_mb)s MB."),
    "backup": _("Finished %(hours)s h ago."),
    "ledger": _("Checked %(hours)s h ago; it holds."),
    "records": _("Checked %(hours)s h ago; nothing was found."),
    "working_days": _("Those of %(year)s are known, or not published yet."),
}
TEXTS_SPENT = (
    _("%(count)s of %(budget)s sent."),
    _(
        "Look in the access log at who asks for codes in masses (/account/login/code/). If they are people, raise "
        "PORTAL_SMS_DAILY_BUDGET. When all are spent nobody gets a code until the next day."
    ),
)
# What is wrong, and what to do.
TROUBLES = {
    ("database", "silent"): (
        _("No answer within two seconds."),
        _("See whether PostgreSQL runs and how busy it is: systemctl status postgresql."),
    ),
    ("cache", "silent"): (
        _("No answer within two seconds."),
        _("See whether Redis runs: systemctl status redis-server. Sign-in and limits need it."),
    ),
    ("cache", "forgets"): (
        _("What is put into it does not come back."),
        _("See the memory limit of Redis and its log."),
    ),
    ("queue", "late"): (
        _("%(count)s waiting, the oldest for %(minutes)s min."),
        _("Start the background work again: systemctl restart portal-worker; then look at its journal."),
    ),
    ("outbox", "late"): (
        _("%(count)s waiting, the oldest for %(minutes)s min."),
        _("Start the background work again: systemctl restart portal-worker; then look at its journal."),
    ),
    ("undelivered", "some"): (
        _("Not arrived: %(count)s."),
        _("Open “Undelivered messages” and decide which are sent again."),
    ),
    **{(f"texts_{share}", "spent"): TEXTS_SPENT for share in SHARES},
    ("worker", "silent"): (
        _("Nothing was done for %(minutes)s min."),
        _("Start the background work again: systemctl restart portal-worker; then look at its journal."),
    ),
    ("disk", "full"): (
        _("Only %(free_mb)s MB free."),
        _("Make room at once: move old backups away, or enlarge the disk. Until then files may be refused."),
    ),
    ("disk", "short"): (
        _("%(free_mb)s MB free; files and logs of 200 days need about %(needed_mb)s MB."),
        _("Enlarge the disk in the next weeks."),
    ),
    ("backup", "none"): (
        _("No backup has been finished yet."),
        _("See whether the timer runs: systemctl list-timers portal-backup.timer; then start portal-backup.service."),
    ),
    ("backup", "late"): (
        _("The last one was finished %(hours)s h ago."),
        _("See why it fails: journalctl -u portal-backup.service; then start it by hand."),
    ),
    ("ledger", "broken"): (
        _("Places that do not hold: %(count)s."),
        _(
            "Change nothing. Call the auditor, keep a copy of the database, and compare it with the last backup. After a backup was put back, put back its ledger-heads.txt too."
        ),
    ),
    ("records", "broken"): (
        _("Contradictions: %(count)s."),
        _("Run manage.py check_invariants for the whole list, and show it to the auditor and to the developers."),
    ),
    ("working_days", "unknown"): (
        _("Those of %(year)s are not known; deadlines that reach into it are provisional."),
        _("The district administrator enters the State Council's list under “Working days”."),
    ),
}
NEVER = (_("It has not run yet."), _("It runs in the coming night; look again tomorrow."))
CHECK_LATE = (
    _("The last check was %(hours)s h ago."),
    _("Start the background work again: systemctl restart portal-worker; then look at its journal."),
)
DUTY_FAILED = (
    _("Failures in a row: %(times)s."),
    _("Look at the journal of portal-worker, and run the command by hand: manage.py %(duty)s."),
)
DUTY_LATE = (
    _("It should have begun %(minutes)s min ago."),
    _("When all are late, start the background work again: systemctl restart portal-worker."),
)


@dataclass(frozen=True)
class Row:
    """A line as a person reads it."""

    label: str
    state: str
    chip: str
    words: str
    advice: str


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """What needs a person first, the gravest before all."""
    gravity = [State.FAILING, State.WARNING, State.OK]
    labels = LABELS | {f"duty {duty.name}": duty.label for duty in every_duty()}
    return [_row(line, labels[line.name]) for line in sorted(lines, key=lambda line: gravity.index(line.state))]


def _row(line: Line, label: Words) -> Row:
    state, chip = CHIPS[line.state]
    words, advice = ("", "") if line.duty else (HOLDS[line.name], "")
    if line.word != "ok":
        words, advice = _trouble(line)
    values = {**line.values, "duty": line.duty}
    return Row(str(label), state, str(chip), str(words) % values, str(advice) % values)


def _trouble(line: Line):
    if line.duty:
        return DUTY_FAILED if line.word == "failed" else DUTY_LATE
    if (line.name, line.word) in TROUBLES:
        return TROUBLES[line.name, line.word]
    return NEVER if line.word == "never" else CHECK_LATE
