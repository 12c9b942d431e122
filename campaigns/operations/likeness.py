"""Photos that were sent are compared in the background; what resembles each other is noted beside them, privately."""

from django.db import transaction

from campaigns import queries
from campaigns.models import EventProof
from portal import stores

# The newest photos that a new one is held against: some years of a district's.
MOST = 4000
AT_ONCE = 50


def compare_photos() -> int:
    """Look at each photo that nobody looked at yet; safe to repeat. How many there were."""
    return sum(_compare(proof) for proof in queries.photos_unseen()[:AT_ONCE])


@transaction.atomic
def _compare(proof: EventProof) -> bool:
    from portal.evidence.likeness import alike_among, marks_of  # noqa: PLC0415 - megabytes that most workers never need

    store = stores.evidence()
    proof.marks = marks_of(store.read(proof.file.path)) if store.exists(proof.file.path) else b""
    proof.save(update_fields=["marks"])
    if proof.marks:
        proof.resembles.add(*alike_among(proof.marks, queries.photos_beside(proof)[:MOST].iterator(AT_ONCE)))
    return True
