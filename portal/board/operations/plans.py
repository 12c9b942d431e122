"""A plan comes in, or a quota changes: what states rest on stands on the ledger with its digest."""

from django.db import transaction

from portal.board.figures.seals import SEAL, present_seals, said_seals
from portal.directory.models import Indicator, Plan, PlanProject, PlanTask
from portal.directory.operations import Counts, load_plan
from portal.directory.records import PlanRecords
from portal.ledger.operations import record

SEALED = (Plan, Indicator, PlanProject, PlanTask)


@transaction.atomic
def take_in_plan(
    *, actor, now, records: PlanRecords, is_trial: bool = False, english: dict[str, str] | None = None
) -> dict[str, Counts]:
    """The plan's tables, then the seal of every row that is new or changed.

    `is_trial`: says what would change, and writes nothing. `english`: our words for it, else the district's.
    """
    counts = load_plan(records, english)
    if is_trial:
        transaction.set_rollback(True)
        return counts
    seal_plans(actor=actor, now=now, about=f"directory.plan:{records.plan.code}")
    for model in SEALED:
        model.objects.filter(edition=0).update(edition=1)
    return counts


@transaction.atomic
def seal_plans(*, actor, now, about: str) -> None:
    """One entry with the digests that differ from what the ledger said last; none where nothing does."""
    said, present = said_seals(), present_seals()
    changed = {key: digest for key, digest in present.items() if said.get(key) != digest}
    if not changed:
        return
    before = {key: said[key] for key in changed if key in said}
    record(actor=actor, now=now, action=SEAL, subject=about, before={"rows": before}, after={"rows": changed})
