"""Whether the roles that people hold are those that were given to them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from portal.accounts.models import Deputyship, Grant, User
from portal.accounts.roles import EXCLUSIVE_ROLES, LENT_ROLES, SECTION, SECTION_ROLES, STAFF_ROLES, Role
from portal.clock import DISTRICT
from portal.directory.models import Department
from portal.directory.queries import towns_and_streets
from portal.ledger.models import Entry
from portal.ledger.queries import AT_ONCE, altered, subject_key
from portal.manifests import Found

STEPS = ("role.grant", "role.revoke")


def sections_of(user) -> list[str]:
    """The parts of the site that a section editor edits."""
    names = user.groups.filter(name__startswith=SECTION).order_by("name").values_list("name", flat=True)
    return [name.removeprefix(SECTION) for name in names]


def staff():
    """Accounts that hold a role of the staff, and those that were made for it and hold none yet."""
    return (
        User.objects.filter(grants__role__in=STAFF_ROLES) | User.objects.filter(username__regex=r"^[a-oq-z]")
    ).distinct()


def held_roles() -> Iterator[tuple]:
    """Each account with each of its roles, for the sheet of who holds what."""
    for user in staff().prefetch_related("grants__area", "grants__department").order_by("username"):
        state = gettext("open") if user.is_active else gettext("closed")
        for grant in user.grants.all() or [None]:
            place = (grant and (grant.area or grant.department)) or ""
            role = grant.get_role_display() if grant else gettext("none yet")
            if grant and grant.role in SECTION_ROLES:
                place = ", ".join(sections_of(user))
            since = user.last_login.astimezone(DISTRICT).date() if user.last_login else None
            yield user.username, user.name, role, getattr(place, "label", place), state, since


def desk_people(_user, words: str) -> Iterator[Found]:
    """For the one box of the desk. Names are sealed in the database: a few hundred accounts are read through."""
    for user in staff().prefetch_related("grants__area", "grants__department").order_by("username"):
        if words in f"{user.username} {user.name}".casefold():
            held = " · ".join(str(grant) for grant in user.grants.all())
            yield Found(
                user.name or user.username, reverse("administration:account-detail", args=[user.public_id]), held
            )


# With fewer of them, something that must be done by two persons, or looked at by a third, cannot be.
OFFICES = {
    Role.SECURITY_ADMINISTRATOR: 1,
    Role.DISTRICT_ADMINISTRATOR: 2,
    Role.AUDITOR: 1,
    Role.EDITOR: 1,
    Role.DISTRICT_REVIEWER: 2,
    Role.EVALUATOR: 2,
}


def roles_without_people(_day: date) -> list[str]:
    """The roles that too few people hold, with how many are wanted."""
    held = Counter(Grant.objects.filter(user__is_active=True).values_list("role", flat=True))
    return [f"{role.label} {held[role]}/{wanted}" for role, wanted in OFFICES.items() if held[role] < wanted]


def places_without_an_officer(_day: date) -> list[str]:
    officers = Grant.objects.filter(user__is_active=True, role=Role.STREET_OFFICER)
    return [place.label for place in towns_and_streets().exclude(pk__in=officers.values("area"))]


def offices_without_an_officer(_day: date) -> list[str]:
    officers = Grant.objects.filter(user__is_active=True, role=Role.DEPARTMENT_OFFICER)
    return [office.label for office in Department.objects.exclude(pk__in=officers.values("department"))]


def described(grant: Grant) -> dict:
    """A grant as the ledger keeps it."""
    return {
        "role": grant.role,
        "area": grant.area.code if grant.area else None,
        "department": grant.department.code if grant.department else None,
    }


def lends(person: User, deputy: User) -> bool:
    """Whether the person holds a role that can be lent, and that the deputy does not hold there already."""
    own, theirs = (
        set(user.grants.filter(role__in=LENT_ROLES).values_list("role", "area", "department"))
        for user in (person, deputy)
    )
    return bool(own - theirs)


def can_stand_in(person: User) -> QuerySet[User]:
    """Staff who can be somebody's deputy: not of the three administrators."""
    rows = staff().filter(is_active=True, grants__role__in=STAFF_ROLES).exclude(pk=person.pk)
    return rows.exclude(grants__role__in=EXCLUSIVE_ROLES)


def said_of(row: Deputyship) -> dict:
    """A deputyship as the ledger keeps it."""
    return {
        "person": str(row.person.public_id),
        "deputy": str(row.deputy.public_id),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "ended_at": row.ended_at.astimezone(UTC).isoformat() if row.ended_at else None,
    }


def altered_deputyships() -> Iterator[str]:
    """Deputies whom nobody appointed through this portal, or not for these days."""
    return altered(Deputyship.objects.select_related("person", "deputy").order_by("pk"), said_of)


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
    yield from ((key, "record") for key in altered_deputyships())
    yield from ((key, "superuser") for key in superusers())


def roles_past_the_ledger(now: datetime) -> Iterator[str]:
    yield from altered_grants()
    yield from altered_deputyships()
    yield from superusers()


def superusers() -> Iterator[str]:
    """Nobody becomes one by any step of this portal."""
    yield from (subject_key(user) for user in User.objects.filter(is_superuser=True).order_by("pk"))


def _key(said: dict) -> tuple:
    return said["role"], said.get("area"), said.get("department")
