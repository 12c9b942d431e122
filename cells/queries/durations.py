"""How long it took others, and who is before a unit."""

from dataclasses import dataclass

from cells.models import Application, Certificate
from portal.clock import DISTRICT
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import count_workdays

# Fewer say nothing, and could be told apart.
FEWEST, LATEST = 10, 60
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


@dataclass(frozen=True)
class Durations:
    """Working days from handing in to the certificate: most lie between low and high."""

    cases: int
    low: int
    middle: int
    high: int


def durations() -> Durations | None:
    """Of the latest certificates; None while there are too few to say."""
    rows = Certificate.objects.filter(application__submitted_at__isnull=False).order_by("-issued_on", "-pk")
    pairs = list(rows.values_list("application__submitted_at", "issued_on")[:LATEST])
    if len(pairs) < FEWEST:
        return None
    known = workday_exceptions()
    spans = sorted(count_workdays(min(first.astimezone(DISTRICT).date(), last), last, known) for first, last in pairs)
    low, middle, high = (spans[round(share * (len(spans) - 1))] for share in (LOW, MIDDLE, HIGH))
    return Durations(len(spans), low, middle, high)


def place_in_line(application: Application) -> int:
    """How many cases of the same state came there earlier, and this one."""
    earlier = Application.objects.filter(status=application.status, changed_at__lt=application.changed_at)
    return earlier.count() + 1
