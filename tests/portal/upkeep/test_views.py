import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_health_says_ok(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_without_a_database_asks_to_come_back(client, monkeypatch):
    def fail():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database\n")
    assert response["Retry-After"] == "10"
