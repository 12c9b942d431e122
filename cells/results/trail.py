"""Whether every application and certificate came to where it stands along the edges of the table, by the ledger."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from cells.models import Application, Certificate
from cells.workflow import APPLICATIONS, CERTIFICATES
from portal.ledger.models import Entry
from portal.ledger.queries import AT_ONCE, subject_key
from portal.procedure.refusals import Refused
from portal.procedure.steps import NOWHERE, Table

Told = Iterable[tuple[str, str, dict[str, Any], dict[str, Any]]]


def strayed() -> Iterator[str]:
    """Rows that stand where no allowed steps lead, that began nowhere, or that are gone."""
    applications = Application.objects.only("public_id", "status").iterator(chunk_size=AT_ONCE)
    yield from _strayed(APPLICATIONS, {subject_key(row): row.status for row in applications})
    certificates = Certificate.objects.only("pk", "state").iterator(chunk_size=AT_ONCE)
    yield from _strayed(CERTIFICATES, {subject_key(row): row.state for row in certificates})


def _strayed(table: Table, standing: dict[str, str]) -> Iterator[str]:
    entries = Entry.objects.filter(action__startswith=f"{table.name}.").order_by("subject", "sequence")
    told = entries.values_list("subject", "action", "before", "after").iterator(chunk_size=AT_ONCE)
    for subject, steps in groupby(told, key=itemgetter(0)):
        end = _end(steps, table)
        if end is None or standing.pop(subject, None) != end:
            standing.pop(subject, None)
            yield subject
    yield from standing


def _end(told: Told, table: Table) -> str | None:
    """Where the steps lead to; None when one of them does not follow from the one before."""
    at, first = NOWHERE, {step.name for step in table.open_steps(NOWHERE)}
    for _subject, action, before, after in told:
        step = action.partition(".")[2]
        if step not in first and table.field not in after:
            continue
        try:
            to = table.after(step, at)
        except (Refused, LookupError):
            return None
        if before.get(table.field, NOWHERE) != at or after.get(table.field, to) != to:
            return None
        at = to
    return at
