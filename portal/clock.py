"""The portal's clock: the one place that knows what time it is.

Views, commands and background tasks read it; everything below them takes the time as an argument.
"""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DISTRICT = ZoneInfo("Asia/Shanghai")


def _offset() -> timedelta:
    fake = os.environ.get("PORTAL_FAKE_NOW", "")
    if not fake or os.environ.get("DJANGO_SETTINGS_MODULE") == "portal.settings.production":
        return timedelta(0)
    moment = datetime.fromisoformat(fake)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=DISTRICT)
    return moment - datetime.now(UTC)


_OFFSET = _offset()


def now() -> datetime:
    """The present instant, aware, in UTC.

    With PORTAL_FAKE_NOW (an ISO instant) the process starts at that instant and its clock runs on
    from there; the production settings never honour it.
    """
    return datetime.now(UTC) + _OFFSET


def today() -> date:
    """The present day in the district (Asia/Shanghai)."""
    return now().astimezone(DISTRICT).date()
