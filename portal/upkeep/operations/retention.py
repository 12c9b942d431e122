"""What was kept for a time goes when the time is over: docs/personal-data.md says what, how long and why."""

from datetime import datetime

from portal.manifests import declared


def forget_expired(*, now: datetime) -> dict[str, int]:
    """Each in a transaction of its own. Returns how many of each went; the ledger is never shortened."""
    return {retention.what: retention.forget(now=now) for retention in declared("retention")}
