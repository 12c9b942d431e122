"""When a message that was not taken is tried again."""

from datetime import timedelta

# A gateway that is down for an hour costs no message; after about a day a person has to look.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 80, 160, 320, 640))
# A message whose sender vanished in mid-call: longer than any call may take.
STALE_AFTER = timedelta(minutes=5)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts, or None when it was the last."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
