"""SQL by which the database itself refuses to change a published rubric, a decision or a notice's content."""

REFUSAL = "what was published or decided never changes"
RULES = {
    "cells_rubric": "OLD.state <> 'draft' AND (NEW.digest <> OLD.digest OR NEW.version <> OLD.version"
    " OR NEW.unit_type_id <> OLD.unit_type_id OR CAST(NEW.definition AS TEXT) <> CAST(OLD.definition AS TEXT)"
    " OR NEW.state = 'draft')",
    "cells_decision": "1 = 1",
    "cells_noticebatch": "CAST(NEW.content AS TEXT) <> CAST(OLD.content AS TEXT) OR NEW.digest <> OLD.digest"
    " OR NEW.due_on <> OLD.due_on OR NEW.opened_on <> OLD.opened_on",
}
SUBMISSIONS = {"cells_submission": "1 = 1"}
FUNCTION = f"""
CREATE FUNCTION cells_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def statements(vendor: str) -> list[str]:
    first = [FUNCTION] if vendor == "postgresql" else []
    return [*first, *guards(vendor, RULES)]


def guards(vendor: str, rules: dict[str, str]) -> list[str]:
    """A trigger a table; on PostgreSQL the function must be there."""
    call = f"WHEN {{}} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    if vendor == "postgresql":
        call = "FOR EACH ROW WHEN ({}) EXECUTE FUNCTION cells_refuse()"
    return [_trigger(table, call.format(rule)) for table, rule in rules.items()]


def removals(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return ["DROP FUNCTION IF EXISTS cells_refuse CASCADE"]
    return [f"DROP TRIGGER IF EXISTS {table}_fixed" for table in RULES]


def _trigger(table: str, rule: str) -> str:
    return f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {rule}"
