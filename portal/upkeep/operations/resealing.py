"""After a change of key: personal values under the newest seal, and the ledger's head under the newest key."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import transaction
from django.db.models import F, Model, TextField
from django.db.models.functions import Cast

from portal.accounts.sealed import SealedTextField, blind_index, newest_mark, seal, seal_ring, unseal
from portal.ledger.operations import record
from portal.ledger.queries import ledger_ring

# Of a second factor what the sign-in keeps sealed.
SECRETS = ("secret", "seed")


def reseal_personal_values(*, actor: Any, now: datetime) -> tuple[int, list[str]]:
    """How many rows are under the newest key now, and those that no key of the ring opens, which are left alone.

    Each row for itself, so that it may be stopped and run again, while people work.
    """
    mark, count, closed = newest_mark(), 0, []
    if not mark:
        return 0, []
    for model, fields in _sealed_models():
        for pk in _older_rows(model, fields, mark):
            try:
                count += _reseal(model, fields, pk)
            except InvalidToken:
                closed.append(f"{model._meta.label_lower}:{pk}")
    count += _reseal_factors(mark)
    facts = {"key": seal_ring()[0].id, "count": count, "closed": closed}
    record(actor=actor, now=now, action="keys.reseal", subject=f"portal.seal:{seal_ring()[0].id}", after=facts)
    return count, closed


@transaction.atomic
def reseal_ledger(*, actor: Any, now: datetime) -> str:
    """One entry under the newest key, and with it the head; what was written before keeps its seal. The key's id.

    Entries are never sealed anew: whoever could do that could rewrite them.
    """
    newest = ledger_ring()[0]
    record(actor=actor, now=now, action="keys.reseal", subject=f"portal.ledger:{newest.id}", after={"key": newest.id})
    return newest.id


def _sealed_models() -> Iterator[tuple[type[Model], list[SealedTextField]]]:
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, SealedTextField)]
        if fields:
            yield model, fields


def _older_rows(model: type[Model], fields: list[SealedTextField], mark: str) -> list[Any]:
    """Keys of the rows of which something stands under another key than today's."""
    found: set[Any] = set()
    for field in fields:
        rows = model._base_manager.annotate(token=Cast(F(field.name), TextField())).exclude(token="")
        found |= set(rows.exclude(token__startswith=mark).values_list("pk", flat=True))
    return sorted(found)


@transaction.atomic
def _reseal(model: type[Model], fields: list[SealedTextField], pk: Any) -> int:
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        return 0
    values = {field.name: getattr(row, field.name) for field in fields}
    indexes = {field.index: blind_index(values[field.name]) for field in fields if field.index and values[field.name]}
    return model._base_manager.filter(pk=pk).update(**values, **indexes)


def _reseal_factors(mark: str) -> int:
    count = 0
    for row in Authenticator.objects.order_by("pk"):
        older = [name for name in SECRETS if row.data.get(name) and not row.data[name].startswith(mark)]
        if older:
            row.data = row.data | {name: seal(unseal(row.data[name])) for name in older}
            row.save(update_fields=["data"])
            count += 1
    return count
