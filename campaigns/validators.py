"""What must hold across several fields of an event."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Channel

LONGEST = dt.timedelta(days=7)


def check_times(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    """An event ends after it starts, and within a week: longer ones are several events."""
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("The end must come after the start.")}, code="order")
    if ends_at - starts_at > LONGEST:
        raise ValidationError(
            {"ends_at": _("An event lasts seven days at most. Record a longer one as several events.")}, code="too_long"
        )


def check_attendance(channel: str, people_reached: int | None, counting: str) -> None:
    """A number says how it was counted; on site there is always a number."""
    if people_reached is None and channel == Channel.ON_SITE:
        raise ValidationError({"people_reached": _("Enter how many people were reached.")}, code="missing")
    if people_reached is not None and not counting:
        raise ValidationError({"counting": _("Choose how the people were counted.")}, code="missing")


def check_has_happened(ends_at: dt.datetime, now: dt.datetime) -> None:
    """Only what is over can be reported as held."""
    if ends_at > now:
        raise ValidationError(
            {"ends_at": _("This event is not over yet. Plan it now and report it afterwards.")}, code="future"
        )
