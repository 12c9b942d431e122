"""What is asked of a database is there on ours, is really asked, and leaves nothing behind."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.upkeep.queries import candidate
from portal.upkeep.queries.candidate import FEATURES, Feature, tried

pytestmark = pytest.mark.django_db
IS_POSTGRESQL = connection.vendor == "postgresql"
WRONG = (
    Feature("a", "x", ("SELECT 2",)),
    Feature("b", "x", ("SELECT no_such_function()",)),
    Feature("c", "x", ("SELECT 1",), is_refused=True),
)


def test_on_ours_all_of_it_is_there_and_sqlite_is_told_apart():
    out = StringIO()
    if not IS_POSTGRESQL:
        with pytest.raises(CommandError, match="none of its kin"):
            call_command("check_database", stdout=out)
        return
    before = connection.introspection.table_names()
    call_command("check_database", stdout=out)
    assert out.getvalue().count("yes ") == len(FEATURES)
    assert connection.introspection.table_names() == before


def test_what_is_lacking_is_named(monkeypatch):
    monkeypatch.setattr(candidate, "FEATURES", WRONG)
    faults = {feature.name: fault for feature, fault in tried()}
    assert faults["a"] == "answers 2"
    assert "no_such_function" in faults["b"]
    assert faults["c"] == "is not refused"
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(CommandError, match="3 features"):
        call_command("check_database", stdout=StringIO())
