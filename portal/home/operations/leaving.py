"""Giving up an account: every room lets the person go, then the account is erased."""

from datetime import datetime

from django.db import transaction

from cells.operations.membership import leave_units
from portal.administration.operations import erase_account


@transaction.atomic
def leave(*, actor, now: datetime) -> None:
    """Raises StillInOfficeError for who holds a role, and changes nothing then."""
    leave_units(actor=actor, now=now)
    erase_account(actor=actor, now=now, user=actor, reason="")
