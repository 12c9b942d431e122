"""Entries as an auditor reads them: who with a name, and what changed line by line."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.accounts.models import User, display_name
from portal.ledger.models import Entry


@dataclass(frozen=True)
class Change:
    name: str
    before: Any
    after: Any

    @property
    def is_change(self) -> bool:
        return self.before != self.after


def changes_of(entry: Entry) -> list[Change]:
    """Every value that the entry names, with what it was and what it became."""
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    return [Change(name, entry.before.get(name), entry.after.get(name)) for name in names]


def with_actors(entries: list[Entry]) -> list[Entry]:
    """The entries, each knowing its actor's name; one query for all. Erased accounts keep their id."""
    ids = {identity for identity in (_uuid(entry.actor) for entry in entries) if identity}
    names = {str(user.public_id): display_name(user) for user in User.objects.filter(public_id__in=ids)}
    for entry in entries:
        entry.actor_name = names.get(entry.actor, "")
    return entries


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
