"""Tests only: emptying the database between transactional tests, in spite of the triggers that refuse it.

SQLite empties by DELETE, which the triggers refuse: they are taken away and put back. PostgreSQL would TRUNCATE,
which its triggers let pass in databases named test_…; with a hundred tables that takes seconds and, on a busy
machine, longer than the portal's statement timeout. A superuser of the test server deletes instead, triggers and
foreign keys asleep for that one transaction; anyone else truncates without a timeout.
"""

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

REFUSING = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
_execute = BaseDatabaseOperations.execute_sql_flush


def _flush(operations, statements):
    if operations.connection.vendor == "sqlite":
        found = operations.connection.cursor().execute(REFUSING).fetchall()
        lines = [*(f"DROP TRIGGER {name}" for name, _ in found), *statements, *(made for _, made in found)]
    elif operations.connection.cursor().execute("SELECT current_setting('is_superuser')").fetchone()[0] == "on":
        tables = operations.connection.introspection.django_table_names(only_existing=True, include_views=False)
        deletes = (f"DELETE FROM {operations.quote_name(table)}" for table in tables)
        lines = ["SET LOCAL session_replication_role = replica", *deletes]
    else:
        lines = ["SET LOCAL statement_timeout = 0", *statements]
    _execute(operations, lines)


@pytest.fixture(scope="session", autouse=True)
def _flushable_ledger():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", _flush)
        yield
