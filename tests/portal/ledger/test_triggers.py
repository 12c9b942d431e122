"""The database refuses, and what a person with the keys to it does all the same is found."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from portal.ledger import guards
from portal.ledger.chain import link_hash
from portal.ledger.models import Entry, Head
from portal.ledger.operations import record
from portal.ledger.triggers import GUARDS

pytestmark = pytest.mark.django_db


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def five(now):
    return [record(actor=None, now=now, action="score.give", subject="x:1", after={"points": n}) for n in range(5)]


@pytest.fixture
def unguarded(five):
    """Someone with all rights takes the triggers away first."""
    guards.remove(connection, GUARDS)
    yield five
    guards.install(connection, GUARDS)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET reason = 'x' WHERE sequence = 3",
        "DELETE FROM ledger_entry WHERE sequence = 5",
        "DELETE FROM ledger_head",
        "UPDATE ledger_head SET sequence = 4",
        "UPDATE ledger_head SET hash = 'x'",
    ],
)
def test_the_database_refuses(five, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        sql(statement)


def test_no_row_is_pushed_out_by_another(five):
    pushed = {
        "sqlite": "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "postgresql": "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT ({1}) DO UPDATE SET hash = 'x'",
    }[connection.vendor]
    for table, key in (("ledger_entry", "sequence"), ("ledger_head", "id")):
        with pytest.raises(DatabaseError, match="append-only"):
            sql(pushed.format(table, key))


def test_the_orm_is_refused_too(five):
    five[0].reason = "x"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        five[0].save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Head.objects.create(id=2, sequence=0, hash="", seal="")


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE ledger_entry SET after = '{\"points\":99}' WHERE sequence = 3", "entry 3: altered"),
        ("UPDATE ledger_entry SET actor = 'someone' WHERE sequence = 1", "entry 1: altered"),
        ("DELETE FROM ledger_entry WHERE sequence = 2", "entry 2: missing"),
        ("DELETE FROM ledger_entry WHERE sequence > 3", "entry 4: tail cut off"),
        ("DELETE FROM ledger_entry", "entry 1: tail cut off"),
        ("DELETE FROM ledger_head", "entry 6: no head"),
        ("UPDATE ledger_head SET sequence = 4", "entry 4: head altered"),
    ],
)
def test_tampering_is_found_where_it_happened(unguarded, statement, place):
    sql(statement)
    with pytest.raises(CommandError, match=place):
        call_command("verify_ledger")


def test_a_forger_without_the_key_cannot_mend_the_chain(unguarded, settings):
    key, settings.PORTAL_LEDGER_KEY = settings.PORTAL_LEDGER_KEY, "guessed"
    forged = Entry.objects.get(sequence=5)
    sql(f"UPDATE ledger_entry SET hash = '{link_hash('guessed', forged.link)}' WHERE sequence = 5")
    settings.PORTAL_LEDGER_KEY = key
    with pytest.raises(CommandError, match="entry 5: altered"):
        call_command("verify_ledger")


def test_a_chain_that_holds_without_its_guards_is_said_to_be_unguarded(unguarded):
    with pytest.raises(CommandError, match="no trigger ledger_entry_fixed"):
        call_command("verify_ledger")


def test_all_triggers_stand():
    assert guards.missing(connection, GUARDS) == []


def test_a_database_with_the_former_triggers_gets_these(db):
    migration = import_module("portal.ledger.migrations.0005_guarded_like_all_rooms")
    editor = SimpleNamespace(connection=connection)
    migration.remove(None, editor)
    assert guards.missing(connection, GUARDS)
    former = {
        "sqlite": ["CREATE TRIGGER ledger_head_once BEFORE INSERT ON ledger_head BEGIN SELECT RAISE(ABORT, 'x'); END"],
        "postgresql": [
            "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'x'; END $$",
            "CREATE TRIGGER ledger_head_once BEFORE INSERT ON ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        ],
    }[connection.vendor]
    for line in former:
        sql(line)
    migration.install(None, editor)
    assert guards.missing(connection, GUARDS) == []
    Head.objects.create(sequence=0, hash="", seal="")
