"""`client.force_login` makes the session that the one door makes; `bare_login` is Django's, and comes through no door."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal import clock
from tests.factories.accounts import is_enrolled, with_second_factor

# Long enough ago that what asks for a fresh sign-in asks.
AGO = 60 * 60

bare_login = Client.force_login


@pytest.fixture
def at(monkeypatch):
    """Set the portal's clock."""

    def fix(moment):
        monkeypatch.setattr(clock, "_OFFSET", moment - clock.datetime.now(clock.UTC))

    return fix


@pytest.fixture
def client_of():
    """A client of a person, as signed in today."""

    def make(user):
        if not is_enrolled(user):
            with_second_factor(user)
        client = Client()
        client.force_login(user)
        return client

    return make


def sign_in(client, user, backend=None):
    """As with a password and, where the person has one, the second factor that was set up first."""
    bare_login(client, user, backend)
    at = time.time() - AGO
    factors = Authenticator.objects.filter(user=user).order_by("pk")[:1]
    steps = [{"method": "password", "at": at, "username": user.username}]
    steps += [{"method": "mfa", "at": at, "id": factor.pk, "type": factor.type} for factor in factors]
    session = client.session
    session["account_authentication_methods"] = steps
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


Client.force_login = sign_in


def prove_again(client) -> None:
    """What the person typed once more is a minute old at most."""
    session = client.session
    session["account_authentication_methods"][-1]["at"] = time.time()
    session.save()


def take_out(client, address, ending, **said):
    """A list as a file, as somebody takes it out: signed in anew, with a reason."""
    prove_again(client)
    return client.post(address, {"ending": ending, "reason": "年度报告核对", **said})
