"""The guard that the whole suite stands under can fail: who reads and writes is found out."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.client import ClientHandler

from portal.accounts.models import User
from tests.reading import WroteOnReadError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def handled(monkeypatch, method, path="/"):
    monkeypatch.setattr(ClientHandler, "get_response", lambda handler, request: User.objects.update(is_active=True))
    monkeypatch.setattr(ClientHandler, "load_middleware", lambda handler: None)

    return ClientHandler()(RequestFactory().generic(method, path).environ)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_view_that_writes_while_it_is_read_fails(monkeypatch, method):
    with pytest.raises(WroteOnReadError):
        handled(monkeypatch, method)
    assert connection.execute_wrappers == []
