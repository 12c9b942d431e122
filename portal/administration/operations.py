"""Making staff accounts and granting roles: the security administrator's work, each step on the ledger."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.accounts.models import ERASED, Deputyship, Grant, User
from portal.accounts.permissions import has_role
from portal.accounts.roles import CMS_ROLES, EXCLUSIVE_ROLES, SECTION, SECTION_ROLES, STAFF_ROLES, Role
from portal.accounts.sessions import end_sessions
from portal.administration.queries import described, lends, said_of
from portal.inbox.enums import Channel
from portal.inbox.models import KeptView, OutgoingMessage, Task
from portal.inbox.operations import send
from portal.inbox.senders import ways_to
from portal.ledger.operations import record

# Who is away for longer is followed by somebody else.
LONGEST = timedelta(days=184)
# Cybersecurity Law, Art. 23: network logs are kept for six months at least.
DEVICE = timedelta(days=184)
OPENED = "administration/messages/opened.txt"


class NotAllowedError(Exception):
    """The actor may not do this to this account."""


class ExclusiveRoleError(Exception):
    """System, security and audit administration are three people, and none of them does another job."""


class NothingToLendError(Exception):
    """The person holds no role that a deputy takes over, or the deputy holds them all already."""


class DeputyTakenError(Exception):
    """On one of these days another acts for the person already."""


class StillInOfficeError(Exception):
    """Who holds a role is not erased: the security administrator takes the roles back first."""


def _guard(actor, user=None) -> None:
    # Commands run by the operator have no actor; people need the role and never touch themselves.
    if actor is None:
        return
    if not has_role(actor, Role.SECURITY_ADMINISTRATOR) or actor == user:
        raise NotAllowedError


@transaction.atomic
def create_staff_account(*, actor, now, username: str, name: str, phone: str = "") -> User:
    """A staff account without a password; `invitation_path` leads its owner to set one, or a code to the number in."""
    _guard(actor)
    user = User(username=username, name=name)
    user.set_unusable_password()
    if phone:
        user.set_phone(phone, verified=True)  # the office's own list says whose it is
    user.save()
    record(actor=actor, now=now, action="account.create", subject=user)
    return user


@transaction.atomic
def take_in_people(*, actor, now, rows: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """The accounts and roles of a table, all or none; who has a number is told by text. How many were made, how many told."""
    made: dict[str, User] = {}
    for row in rows:
        account = {name: row[name] for name in ("username", "name", "phone")}
        if account["username"] not in made:
            made[account["username"]] = create_staff_account(actor=actor, now=now, **account)
        place = {name: row[name] for name in ("area", "department", "section")}
        grant_role(actor=actor, now=now, user=made[account["username"]], role=Role(row["role"]), **place)
    told = [user for user in made.values() if Channel.SMS in ways_to(user)]
    for user in told:
        send(user=user, kind="account.opened", template=OPENED, values={"path": reverse("account_login")}, now=now)
    return len(made), len(told)


def invitation_path(user: User) -> str:
    """The address at which a person sets a password once; dead after use, after an hour, or after a newer one."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])


@transaction.atomic
def invite(*, actor, now, user: User) -> str:
    """The address for another person's password; that it was shown, and to whom, is on the ledger."""
    _guard(actor, user)
    record(actor=actor, now=now, action="account.invite", subject=user)
    return invitation_path(user)


@transaction.atomic
def grant_role(*, actor, now, user, role: Role, area=None, department=None, section: Group | None = None) -> Grant:  # noqa: PLR0913 - who, to whom, what, where
    """`section`: the group of a part of the site, for who edits that part alone."""
    _guard(actor, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    held = set(user.grants.values_list("role", flat=True))
    staff_held = held & set(STAFF_ROLES)
    stands_in = Deputyship.objects.not_over(now).filter(deputy=user).exists()
    if (role in EXCLUSIVE_ROLES and (staff_held - {role} or stands_in)) or (held & set(EXCLUSIVE_ROLES)) - {role}:
        raise ExclusiveRoleError
    grant, created = Grant.objects.get_or_create(user=user, role=role, area=area, department=department)
    entered = section is not None and not user.groups.filter(pk=section.pk).exists()
    if created or entered:
        groups = [Group.objects.get_or_create(name=str(role))[0]] if role in CMS_ROLES else []
        user.groups.add(*groups, *([section] if section else []))
        after = described(grant) | ({"section": section.name} if section else {})
        record(actor=actor, now=now, action="role.grant", subject=user, after=after)
    return grant


@transaction.atomic
def revoke_role(*, actor, now, grant: Grant, reason: str) -> None:
    _guard(actor, grant.user)
    before, user, role = described(grant), grant.user, grant.role
    grant.delete()
    if not user.grants.filter(role=role).exists():
        user.groups.remove(*Group.objects.filter(name=role))
    if role in SECTION_ROLES:
        user.groups.remove(*Group.objects.filter(name__startswith=SECTION))
    end_sessions(user)
    record(actor=actor, now=now, action="role.revoke", subject=user, before=before, reason=reason)


@transaction.atomic
def appoint_deputy(*, actor, now, person, deputy, starts_on, ends_on, reason: str) -> Deputyship:  # noqa: PLR0913 - who for whom, from when, until when, why
    """From the first to the last day the deputy may do what the person may in the roles that are lent."""
    for user in (person, deputy):
        _guard(actor, user)
    person = User.objects.select_for_update().get(pk=person.pk)
    if deputy.grants.filter(role__in=EXCLUSIVE_ROLES).exists():
        raise ExclusiveRoleError
    if not lends(person, deputy):
        raise NothingToLendError
    if person.deputyships.not_over(now).filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise DeputyTakenError
    row = Deputyship.objects.create(person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on)
    record(actor=actor, now=now, action="deputy.appoint", subject=row, after=said_of(row), reason=reason)
    return row


@transaction.atomic
def end_deputyship(*, actor, now, deputyship: Deputyship, reason: str) -> None:
    """Before its last day; what the deputy did stays done in the name of both."""
    _guard(actor, deputyship.person)
    row = Deputyship.objects.select_for_update().get(pk=deputyship.pk)
    if row.ended_at:
        return
    before, row.ended_at = said_of(row), now
    row.save(update_fields=["ended_at"])
    record(actor=actor, now=now, action="deputy.end", subject=row, before=before, after=said_of(row), reason=reason)


@transaction.atomic
def put_into_sections(*, actor, now, user, sections) -> None:
    """Which parts of the site a section editor edits; a session that stood on another one ends."""
    if not has_role(actor, Role.USER_MANAGER) or actor == user or not has_role(user, *SECTION_ROLES):
        raise NotAllowedError
    held = set(user.groups.filter(name__startswith=SECTION))
    wanted = {group for group in sections if group.name.startswith(SECTION)}
    if held == wanted:
        return
    user.groups.remove(*(held - wanted))
    user.groups.add(*(wanted - held))
    if held - wanted:
        end_sessions(user)
    before, after = ({"sections": sorted(group.name for group in some)} for some in (held, wanted))
    record(actor=actor, now=now, action="role.sections", subject=user, before=before, after=after)


@transaction.atomic
def set_active(*, actor, now, user, active: bool, reason: str) -> None:
    """Close or reopen an account; a closed one is signed out everywhere at once."""
    _guard(actor, user)
    before = user.is_active
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        end_sessions(user)
    record(
        actor=actor,
        now=now,
        action="account.close" if not active else "account.reopen",
        subject=user,
        before={"active": before},
        after={"active": active},
        reason=reason,
    )


@transaction.atomic
def erase_account(*, actor, now, user: User, reason: str) -> None:
    """Name, number, mail and every way to sign in go for good, by the owner or the security administrator.

    The row stays under its id: what the person signed and decided keeps its author, who has no name any more.
    """
    if actor != user:
        _guard(actor, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.grants.exists():
        raise StillInOfficeError
    end_sessions(user)
    user.groups.clear()
    for rows in (Authenticator, SocialAccount, EmailAddress, UserProfile, Task, OutgoingMessage, KeptView):
        rows.objects.filter(user=user).delete()
    user.username, user.name, user.email, user.is_active = f"{ERASED}{user.public_id.hex}", "", "", False
    user.set_phone("", verified=False)
    user.set_unusable_password()
    user.save()
    record(actor=actor, now=now, action="account.erase", subject=user, reason=reason)


def forget_devices(*, now) -> int:
    """Where somebody was signed in, by the address on the network: no shorter than the law keeps logs."""
    alive = Session.objects.filter(expire_date__gte=now).values("session_key")
    old = UserSession.objects.filter(last_seen_at__lt=now - DEVICE)
    return old.exclude(session_key__in=alive).delete()[0]
