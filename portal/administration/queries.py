"""Whether the roles that people hold are those that were given to them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from portal.accounts.models import Grant, User
from portal.accounts.roles import SECTION
from portal.ledger.models import Entry
from portal.ledger.queries import AT_ONCE, subject_key

STEPS = ("role.grant", "role.revoke")


def sections_of(user) -> list[str]:
    """The parts of the site that a section editor edits."""
    names = user.groups.filter(name__startswith=SECTION).order_by("name").values_list("name", flat=True)
    return [name.removeprefix(SECTION) for name in names]


def described(grant: Grant) -> dict:
    """A grant as the ledger keeps it."""
    return {
        "role": grant.role,
        "area": grant.area.code if grant.area else None,
        "department": grant.department.code if grant.department else None,
    }


def altered_grants() -> Iterator[str]:
    """Accounts that hold other roles than the ledger says: nobody gave or took them through this portal."""
    said: dict[str, set] = defaultdict(set)
    entries = Entry.objects.filter(action__in=STEPS).order_by("sequence")
    for subject, action, before, after in entries.values_list("subject", "action", "before", "after").iterator(AT_ONCE):
        if action == "role.grant":
            said[subject].add(_key(after))
        else:
            said[subject].discard(_key(before))
    held: dict[str, set] = defaultdict(set)
    for grant in Grant.objects.select_related("user", "area", "department").iterator(AT_ONCE):
        held[subject_key(grant.user)].add(_key(described(grant)))
    yield from sorted(subject for subject in said.keys() | held.keys() if said[subject] != held[subject])


def altered_rows() -> Iterator[tuple[str, str]]:
    yield from ((key, "record") for key in altered_grants())
    yield from ((key, "superuser") for key in superusers())


def roles_past_the_ledger(now: datetime) -> Iterator[str]:
    yield from altered_grants()
    yield from superusers()


def superusers() -> Iterator[str]:
    """Nobody becomes one by any step of this portal."""
    yield from (subject_key(user) for user in User.objects.filter(is_superuser=True).order_by("pk"))


def _key(said: dict) -> tuple:
    return said["role"], said.get("area"), said.get("department")
