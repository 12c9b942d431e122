"""Tests only: rows that are made once for a module. Each of its tests rolls back to them."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def module_rows(request, django_db_setup, django_db_blocker):
    """A transaction around the module. A fixture of the module that asks for it may write; a test gets a copy of what
    such a fixture returns, since rows are rolled back after a test and objects in memory are not."""
    assert not has_transactional_tests(request.session, request.path), (
        "their tables are emptied: make rows in each test"
    )
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def has_transactional_tests(session, path) -> bool:
    """Whether a test of the file commits what it writes, and the tables are emptied after it."""
    marks = [item.get_closest_marker("django_db") for item in session.items if item.path == path]
    return any(mark is not None and mark.kwargs.get("transaction") for mark in marks)
