import pytest
from django.db import connection

from portal.home.fresh import load_schema


@pytest.mark.django_db
def test_a_database_that_has_tables_is_left_to_its_migrations():
    before = connection.introspection.table_names()
    assert load_schema() is False
    assert connection.introspection.table_names() == before
