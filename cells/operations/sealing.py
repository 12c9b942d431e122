"""Certificates under another key: what is printed from now on carries the newest signature."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction

from cells.models import Certificate
from cells.queries.register import key_ring
from cells.signature import is_genuine, key_id, public_key, sign_face
from portal.ledger.operations import record
from portal.procedure.taking import lock

KEYS = "cells.keys"


@dataclass
class Resealed:
    """How many carry the newest signature now, and the numbers of those whose old one was not genuine."""

    count: int = 0
    doubtful: list[str] = field(default_factory=list)


def reseal_certificates(*, actor, now: datetime) -> Resealed:
    """Each row for itself, so that it may be stopped and run again. What no key vouches for is told, not signed.

    Plaques that hang already stay good: the key that signed them stays in the ring until its day.
    """
    found, ring, newest = Resealed(), key_ring(), key_id(public_key(settings.PORTAL_CERTIFICATE_KEY))
    rows = Certificate.objects.exclude(signature__startswith=f"2{newest}").order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = lock(Certificate(pk=pk), "unit_type")
            if not is_genuine(row.face, row.signature, ring):
                found.doubtful.append(row.number)
                continue
            row.signature = sign_face(row.face, settings.PORTAL_CERTIFICATE_KEY)
            row.save(update_fields=["signature"])
            found.count += 1
    if found.count or found.doubtful:
        facts = {"key": newest, "count": found.count, "doubtful": found.doubtful}
        record(actor=actor, now=now, action="keys.reseal", subject=f"{KEYS}:{newest}", after=facts)
    return found
