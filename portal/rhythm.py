"""When a duty is due again: plain instants, so that a table can say it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.clock import DISTRICT

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# A duty that failed is tried again before its next turn; after its second failure a person is told, and it is less eager.
FIRST_RETRY, LATER_RETRY = timedelta(minutes=15), timedelta(hours=1)


@dataclass(frozen=True)
class Every:
    """Again when so much time has passed."""

    period: timedelta

    def after(self, moment: datetime) -> datetime:
        return moment + self.period


@dataclass(frozen=True)
class Daily:
    """Once a day, at this time in the district."""

    hour: int
    minute: int = 0
    period = DAY

    def after(self, moment: datetime) -> datetime:
        """The next such time that lies after `moment`, in UTC."""
        local = moment.astimezone(DISTRICT)
        today = local.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return (today if today > local else today + DAY).astimezone(UTC)


Rhythm = Every | Daily


def retry_after(rhythm: Rhythm, moment: datetime, failures: int) -> datetime:
    """When a duty that failed, `failures` times in a row by now, is tried again."""
    pause = FIRST_RETRY if failures < 2 else LATER_RETRY  # noqa: PLR2004 - the second one in a row
    return min(moment + pause, rhythm.after(moment))
