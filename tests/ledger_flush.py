"""Tests only: emptying a SQLite database between transactional tests in spite of the ledger's triggers.

Django empties SQLite tables by DELETE, which the triggers refuse. PostgreSQL truncates, which its triggers
let pass in databases named test_… only.
"""

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

from portal.ledger import triggers

DatabaseOperations = DatabaseWrapper.ops_class


def _flush_past_triggers(operations, statements):
    lines = [*triggers.removals("sqlite"), *statements, *triggers.statements("sqlite")]
    super(DatabaseOperations, operations).execute_sql_flush(lines)


@pytest.fixture(scope="session", autouse=True)
def _flushable_ledger():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", _flush_past_triggers, raising=False)
        yield
