"""Tests only: the test database is a copy of a made one (tests/made.py), not 255 migrations."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import made


def test_name() -> str:
    return connection.creation._get_test_db_name()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Instead of pytest-django's own, which migrates."""
    name, server = test_name(), settings.ENV.database_url
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            made.copy_sqlite(Path(name))
        else:
            made.copy_postgresql(server, name)
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
        if connection.vendor == "sqlite":
            Path(name).unlink()
        else:
            made.drop_postgresql(server, name)
