"""What the portal does by the clock: the duties of all rooms."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from portal.clock import DISTRICT
from portal.manifests import Duty, from_below
from portal.rhythm import MINUTE, Every

MIDNIGHT = datetime(2026, 1, 1, tzinfo=DISTRICT).astimezone(UTC)

# Done by every process, the web's own among them (portal.upkeep.worker.lookout): a dead worker cannot say that it is dead.
LOOK_AROUND = Duty(("look_around",), Every(MINUTE), _("Looks after the portal's state"))


def duties() -> list[Duty]:
    """The frequent ones first, then those of a night by the hour; of the same, the floor's before the roof's."""
    return sorted(from_below("duties"), key=lambda duty: (duty.rhythm.period, duty.rhythm.after(MIDNIGHT)))


def every_duty() -> list[Duty]:
    return [LOOK_AROUND, *duties()]
