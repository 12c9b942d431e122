"""What must hold whatever happened: each law of the fault model as the searches of all rooms for rows that break it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext_noop

from portal.manifests import Law, declared

Search = Callable[[datetime], Iterator[str]]

LAWS: dict[Law, str] = {
    Law.NO_LOSS: "I1: every reference that was shown is there, complete, once.",
    Law.NO_DOUBLE: "I2: one key, at most one row; one invitation, at most one answer.",
    Law.NO_HALF: "I3: a file that is recorded is on the disk, of that size and content, pages' pictures too; SQLite's own is sound.",
    Law.DERIVED: "I4: a mark, a decision, a tally, an estimate and a published figure follow from what they were made from.",
    Law.ORDER: "I5: the ledger has no gap and no changed entry; each matter and each role stands where steps led; all is guarded.",
    Law.NUMBERS: "I6: serials of a year run in order without a gap; each has its certificate, or is void with a reason.",
    Law.QUOTAS: "I7: nobody stores more than the quota; a unit has one running application.",
    Law.HONESTY: "I8: a message that waits past its time shows as waiting to the operator: none is stuck unseen.",
    Law.ISOLATION: "I9: no file of one unit stands in another unit's application, and none of one street in another's event.",
}

# What a broken one means, for the page that shows it.
MEANINGS: dict[Law, str] = {
    Law.NO_LOSS: gettext_noop("Something that was handed in is incomplete or without its entry in the ledger: %(row)s"),
    Law.NO_DOUBLE: gettext_noop("Something stands twice: %(row)s"),
    Law.NO_HALF: gettext_noop("A file is missing or not as it was taken in: %(row)s"),
    Law.DERIVED: gettext_noop("A mark, count or figure does not follow from its records: %(row)s"),
    Law.ORDER: gettext_noop("Steps or guards are not as the ledger says: %(row)s"),
    Law.NUMBERS: gettext_noop("The numbers of certificates have a gap: %(row)s"),
    Law.QUOTAS: gettext_noop("A limit is exceeded: %(row)s"),
    Law.HONESTY: gettext_noop("A message waits past its time: %(row)s"),
    Law.ISOLATION: gettext_noop("A file stands with somebody to whom it does not belong: %(row)s"),
}


def broken(law: str, now: datetime) -> list[str]:
    """Opaque ids of the rows that break a law, in whichever room they lie."""
    return sorted(row for invariant in declared("invariants") if invariant.law == law for row in invariant.search(now))
