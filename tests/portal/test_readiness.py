"""A database of another version, or one that may lose what it took, is served by nobody."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal import readiness
from portal.settings import durability

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorder():
    return MigrationRecorder(connection)


def test_a_database_of_this_version_is_served():
    assert readiness.database_faults() == []


def test_a_later_version_is_refused_by_server_and_by_migrate(recorder):
    recorder.record_applied("cells", "9999_of_next_year")
    (fault,) = readiness.database_faults()
    assert "later version than this code (1 migrations, last cells.9999_of_next_year)" in fault
    with pytest.raises(CommandError, match="later version"):
        call_command("migrate", verbosity=0)


def test_it_is_served_where_the_operator_says_so(recorder, settings):
    recorder.record_applied("cells", "9999_of_next_year")
    settings.ENV = replace(settings.ENV, allow_newer_database=True)
    assert readiness.database_faults() == []


@pytest.mark.parametrize(("app", "name"), [("cells", "0001_since_squashed"), ("removed_app", "9999_last")])
def test_what_an_earlier_version_left_behind_is_none_of_a_later_one(app, name, recorder):
    recorder.record_applied(app, name)
    assert readiness.database_faults() == []


def test_one_that_lacks_a_migration_is_to_be_prepared(recorder):
    recorder.migration_qs.filter(app="ledger").delete()
    (fault,) = readiness.database_faults()
    assert fault.endswith("migrations of this version (first ledger.0001_initial): run manage.py prepare.")


def test_one_without_any_table_is_to_be_prepared(monkeypatch):
    monkeypatch.setattr(readiness, "recorded_migrations", set)
    assert "run manage.py prepare" in readiness.database_faults()[0]


class Told:
    """A database that says of itself what it is told to."""

    def __init__(self, vendor, rows):
        self.vendor, self.rows = vendor, rows

    @contextmanager
    def cursor(self):
        yield self

    def execute(self, sql):
        return self

    def fetchone(self):
        return self.rows[0]

    def fetchall(self):
        return self.rows


@pytest.mark.parametrize(
    ("vendor", "rows", "words"),
    [
        ("sqlite", [(2,)], ""),
        ("sqlite", [(3,)], ""),
        ("sqlite", [(1,)], "SQLite runs with synchronous = 1"),
        ("sqlite", [(0,)], "SQLite runs with synchronous = 0"),
        ("postgresql", [], ""),
        ("postgresql", [("fsync",)], "PostgreSQL runs with fsync = off"),
        ("postgresql", [("full_page_writes",)], "PostgreSQL runs with full_page_writes = off"),
        ("postgresql", [("fsync",), ("synchronous_commit",)], "PostgreSQL runs with fsync, synchronous_commit = off"),
    ],
)
def test_f24_a_database_that_forgets_in_a_power_cut_is_refused_in_production(
    settings, monkeypatch, vendor, rows, words
):
    monkeypatch.setattr(durability, "connection", Told(vendor, rows))
    settings.PORTAL_PRODUCTION = False
    assert readiness.durability_faults() == []
    settings.PORTAL_PRODUCTION = True
    found = readiness.durability_faults()
    assert [fault.partition(", so a power cut loses answers")[0] for fault in found] == ([words] if words else [])


def test_f24_the_database_of_this_run_forgets_nothing(settings):
    settings.PORTAL_PRODUCTION = True
    assert readiness.durability_faults() == []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        assert "synchronous_commit = off" in readiness.durability_faults()[0]


def test_f24_manage_check_says_it_too(settings, monkeypatch):
    monkeypatch.setattr(durability, "connection", Told("sqlite", [(1,)]))
    settings.PORTAL_PRODUCTION = True
    said = {message.id: message for message in run_checks(tags=["database"], databases=["default"])}["portal.E020"]
    assert said.msg.startswith("SQLite runs with synchronous = 1, so a power cut loses answers")


def test_migrate_gives_up_waiting_for_a_lock_and_leaves_no_trace_of_that(settings):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL's")
    seen = []
    settings.ENV = replace(settings.ENV, lock_timeout_ms=1234)

    def hear(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if "django_migrations" in sql:
            seen.append(shown())
        return done

    def shown():
        with connection.connection.cursor() as cursor:
            return cursor.execute("SHOW lock_timeout").fetchone()[0]

    with connection.execute_wrapper(hear):
        call_command("migrate", verbosity=0)
    assert seen[-1] == "1234ms"
    assert shown() != "1234ms"
