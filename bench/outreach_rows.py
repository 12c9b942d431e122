"""Five years of events in the database of a running portal, and the session of one who may read their ledger."""

import datetime as dt
import time
from importlib import import_module

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from bench.outreach import EVENTS, YEARS
from campaigns.models import Event
from campaigns.queries import reporting_areas
from portal import clock
from portal.accounts.models import Grant, User
from portal.accounts.roles import Role
from portal.directory.models import Community

STATES = ("verified", "verified", "verified", "held", "returned", "planned", "withdrawn")
AUDIENCES = (["schools"], ["communities", "families"], ["enterprises"], ["government", "communities"])


def fill() -> None:
    """Straight into the tables: what is measured is reading."""
    now, person = clock.now(), User.objects.order_by("pk").first()
    areas = list(reporting_areas())
    places = {area.pk: list(Community.objects.filter(area=area)) or [None] for area in areas}
    rows = [_row(number, areas[number % len(areas)], places, person, now) for number in range(EVENTS)]
    Event.objects.bulk_create(rows, batch_size=1000)


def _row(number, area, places, person, now) -> Event:
    starts_at = now + dt.timedelta(days=60) - number * dt.timedelta(days=365 * YEARS) / EVENTS
    state = "planned" if starts_at > now else STATES[number % len(STATES)]
    done = {"reported_by": person, "reported_at": starts_at} if state not in {"planned", "withdrawn"} else {}
    done |= {"verified_by": person, "verified_at": starts_at} if state == "verified" else {}
    return Event(
        title=f"演示：第 {number} 场宣传活动",
        type="stall",
        audiences=AUDIENCES[number % len(AUDIENCES)],
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        area=area,
        community=places[area.pk][number % len(places[area.pk])],
        place="演示广场",
        outcome="演示：发放分类指南。",
        people_reached=40,
        counting="signed_in",
        announced=True,
        state=state,
        created_by=person,
        created_at=starts_at,
        **done,
    )


def session(role: Role) -> str:
    """The cookie of somebody of the seed who holds the role, signed in with both steps."""
    user = Grant.objects.filter(role=role).first().user
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    factor = Authenticator.objects.filter(user=user).first()
    steps = [{"method": "password", "at": time.time(), "username": user.username}]
    steps += [{"method": "mfa", "at": time.time(), "id": factor.pk, "type": factor.type}] if factor else []
    store["account_authentication_methods"], store["account_authentication_methods_user"] = steps, str(user.pk)
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def tell() -> None:
    """What the bench reads."""
    fill()
    print(session(Role.DISTRICT_REVIEWER))
