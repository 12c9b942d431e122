"""SQL by which the database itself refuses to change or drop what the ledger holds.

Whoever alters these tables on SQLite in a later migration must install them again there: SQLite rebuilds
an altered table, and triggers do not survive that. `manage.py verify_ledger` says when one is gone.
"""

from typing import Any

REFUSAL = "the ledger is append-only"
STEP = "NEW.sequence <> OLD.sequence + 1 OR NEW.id <> OLD.id"

SQLITE = {
    "ledger_entry_no_update": "BEFORE UPDATE ON ledger_entry",
    "ledger_entry_no_delete": "BEFORE DELETE ON ledger_entry",
    "ledger_head_steps": f"BEFORE UPDATE ON ledger_head WHEN {STEP}",
    "ledger_head_no_delete": "BEFORE DELETE ON ledger_head",
    # REPLACE pushes a row out, and no DELETE trigger is asked.
    "ledger_entry_once": "BEFORE INSERT ON ledger_entry"
    " WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE sequence = NEW.sequence)",
    "ledger_head_once": "BEFORE INSERT ON ledger_head WHEN EXISTS (SELECT 1 FROM ledger_head)",
}
POSTGRESQL = {
    "ledger_entry_no_update": "BEFORE UPDATE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "ledger_entry_no_delete": "BEFORE DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "ledger_head_steps": f"BEFORE UPDATE ON ledger_head FOR EACH ROW WHEN ({STEP}) EXECUTE FUNCTION ledger_refuse()",
    "ledger_head_no_delete": "BEFORE DELETE ON ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "ledger_entry_no_truncate": "BEFORE TRUNCATE ON ledger_entry EXECUTE FUNCTION ledger_refuse_truncate()",
    "ledger_head_no_truncate": "BEFORE TRUNCATE ON ledger_head EXECUTE FUNCTION ledger_refuse_truncate()",
}
# Test databases are emptied between tests; no other database is.
FUNCTIONS = f"""
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION ledger_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT starts_with(current_database(), 'test_') THEN
      RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
  END $$
"""
STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('ledger_entry', 'ledger_head')",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND starts_with(tgname, 'ledger_')",
}


def statements(vendor: str) -> list[str]:
    """What installs the triggers, one statement each."""
    if vendor == "postgresql":
        return [FUNCTIONS, *(f"CREATE TRIGGER {name} {rule}" for name, rule in POSTGRESQL.items())]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [f"CREATE TRIGGER {name} {rule} {refuse}" for name, rule in SQLITE.items()]


def removals(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {name} CASCADE" for name in ("ledger_refuse", "ledger_refuse_truncate")]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE]


def run(connection: Any, lines: list[str]) -> None:
    with connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)


def missing(connection: Any) -> list[str]:
    """Names of the triggers that do not stand in this database."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    expected = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    return sorted(set(expected) - standing)
