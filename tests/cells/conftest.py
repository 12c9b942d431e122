"""People and cases for the certification scheme, and clients that are signed in."""

import pytest
from django.test import Client
from django.utils import translation

from portal import clock
from tests.factories.accounts import is_enrolled, with_second_factor
from tests.factories.cells import Case, People


@pytest.fixture
def people(db):
    return People()


@pytest.fixture
def case(people, now):
    return Case(people, now)


@pytest.fixture
def at(monkeypatch):
    """Set the portal's clock."""

    def fix(moment):
        monkeypatch.setattr(clock, "_OFFSET", moment - clock.datetime.now(clock.UTC))

    return fix


@pytest.fixture
def client_of():
    def make(user):
        if not is_enrolled(user):
            with_second_factor(user)
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield
