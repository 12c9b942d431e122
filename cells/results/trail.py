"""Whether every application and certificate came to where it stands along the edges of the table, by the ledger."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from cells.enums import ApplicationStatus, CertificateState
from cells.models import Application, Certificate
from cells.workflow import StepError, certificate_target_of, target_of
from portal.ledger.models import Entry
from portal.ledger.queries import AT_ONCE, subject_key

# How a way begins: the action that makes the row, and where it stands then.
FIRST = {"application.start": ApplicationStatus.DRAFT, "certificate.issue": CertificateState.VALID}
Told = Iterable[tuple[str, str, dict[str, Any], dict[str, Any]]]


def strayed() -> Iterator[str]:
    """Rows that stand where no allowed steps lead, that began nowhere, or that are gone."""
    applications = Application.objects.only("public_id", "status").iterator(chunk_size=AT_ONCE)
    yield from _strayed("application.", "status", target_of, {subject_key(row): row.status for row in applications})
    certificates = Certificate.objects.only("pk", "state").iterator(chunk_size=AT_ONCE)
    standing = {subject_key(row): row.state for row in certificates}
    yield from _strayed("certificate.", "state", certificate_target_of, standing)


def _strayed(prefix: str, field: str, target: Callable[[str, str], str], standing: dict[str, str]) -> Iterator[str]:
    entries = Entry.objects.filter(action__startswith=prefix).order_by("subject", "sequence")
    told = entries.values_list("subject", "action", "before", "after").iterator(chunk_size=AT_ONCE)
    for subject, steps in groupby(told, key=itemgetter(0)):
        end = _end(steps, field, target)
        if end is None or standing.pop(subject, None) != end:
            standing.pop(subject, None)
            yield subject
    yield from standing


def _end(told: Told, field: str, target: Callable[[str, str], str]) -> str | None:
    """Where the steps lead to; None when one of them does not follow from the one before."""
    at = ""
    for _subject, action, before, after in told:
        if action not in FIRST and field not in after:
            continue
        try:
            to = FIRST[action] if action in FIRST and not at else target(action.partition(".")[2], at)
        except (StepError, LookupError):
            return None
        if (before.get(field, "") != at and action not in FIRST) or after.get(field, to) != to:
            return None
        at = to
    return at
