"""What waits for a person, and which messages did not arrive."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from django.db.models import Count, Min, Q, QuerySet

from portal.accounts.models import Deputyship
from portal.accounts.permissions import grants_of
from portal.accounts.roles import LENT_ROLES
from portal.health import Line, undelivered_line, waiting_line
from portal.inbox.enums import UNDELIVERED, State
from portal.inbox.models import KeptView, OutgoingMessage, Task
from portal.manifests import manifests

SILENCE = timedelta(minutes=5)


def tasks_for(user) -> QuerySet[Task]:
    """Tasks of a person, those of whom the person stands for in a role that is lent, and of the roles that are held."""
    if not user.is_authenticated:
        return Task.objects.none()
    mine = Q(user=user) | Q(user__in=user.names, asked_as__in=LENT_ROLES)
    for grant in grants_of(user):
        place = Q(area=None) | Q(area=grant.area_id) if grant.area_id else Q()
        mine |= Q(role=grant.role) & place
    return Task.objects.waiting().filter(mine).select_related("area", "user").by_deadline()


@cache
def told_kinds() -> set[str]:
    return {kind for manifest in manifests() for kind in manifest.told}


def told_to(user) -> QuerySet[Task]:
    """Of those, what only tells something: whom it waits for puts it away."""
    return tasks_for(user).filter(kind__in=told_kinds())


def deputyships_of(user, now: datetime) -> QuerySet[Deputyship]:
    """For whom a person acts today, and who acts for the person."""
    rows = Deputyship.objects.in_force(now).filter(Q(deputy=user) | Q(person=user))
    return rows.select_related("deputy", "person").order_by("ends_on", "pk")


def kept_views(user, place: str) -> QuerySet[KeptView]:
    """What this person kept of a list."""
    return KeptView.objects.filter(user=user, place=place)


def waiting_count(user) -> int:
    """How many things wait for a person: the number beside the link."""
    return tasks_for(user).order_by().count()


def waiting_messages() -> int:
    """How many messages are on their way."""
    return OutgoingMessage.objects.filter(state__in=[State.WAITING, State.SENDING]).count()


def undelivered() -> QuerySet[OutgoingMessage]:
    """What an operator should see: failed, uncertain, or tried in vain at least once."""
    troubled = Q(state__in=UNDELIVERED) | Q(state=State.WAITING, attempts__gt=0)
    return OutgoingMessage.objects.filter(troubled).select_related("user")


def undelivered_to(user) -> int:
    """How many messages did not reach a person."""
    return OutgoingMessage.objects.filter(user=user, state__in=UNDELIVERED).count()


def stuck_messages(now: datetime) -> Iterator[str]:
    """Messages that wait past their time and were never tried."""
    late = OutgoingMessage.objects.filter(state=State.WAITING, attempts=0, due_at__lt=now - SILENCE)
    yield from (f"message:{public_id}" for public_id in late.values_list("public_id", flat=True))


def health_lines(now: datetime) -> list[Line]:
    """Messages whose time has come, those that are tried again later not among them; and those that did not arrive."""
    waiting = OutgoingMessage.objects.filter(state=State.WAITING, due_at__lte=now)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("due_at"))
    return [waiting_line("outbox", found["oldest"], found["count"], now), undelivered_line(undelivered().count())]
