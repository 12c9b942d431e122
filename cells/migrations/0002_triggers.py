"""The database itself refuses to change what was published or decided. What it refuses today: cells.triggers."""

from django.db import migrations

REFUSAL = "what was published or decided never changes"
RULES = {
    "cells_rubric": "OLD.state <> 'draft' AND (NEW.digest <> OLD.digest OR NEW.version <> OLD.version"
    " OR NEW.unit_type_id <> OLD.unit_type_id OR CAST(NEW.definition AS TEXT) <> CAST(OLD.definition AS TEXT)"
    " OR NEW.state = 'draft')",
    "cells_decision": "1 = 1",
    "cells_noticebatch": "CAST(NEW.content AS TEXT) <> CAST(OLD.content AS TEXT) OR NEW.digest <> OLD.digest"
    " OR NEW.due_on <> OLD.due_on OR NEW.opened_on <> OLD.opened_on",
}
FUNCTION = f"""
CREATE FUNCTION cells_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def statements(vendor):
    call = f"WHEN {{}} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    if vendor == "postgresql":
        call = "FOR EACH ROW WHEN ({}) EXECUTE FUNCTION cells_refuse()"
    made = [f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {call.format(rule)}" for table, rule in RULES.items()]
    return [FUNCTION, *made] if vendor == "postgresql" else made


def removals(vendor):
    if vendor == "postgresql":
        return ["DROP FUNCTION IF EXISTS cells_refuse CASCADE"]
    return [f"DROP TRIGGER IF EXISTS {table}_fixed" for table in RULES]


def run(schema_editor, lines):
    with schema_editor.connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)


def install(apps, schema_editor):
    run(schema_editor, statements(schema_editor.connection.vendor))


def remove(apps, schema_editor):
    run(schema_editor, removals(schema_editor.connection.vendor))


class Migration(migrations.Migration):
    dependencies = [("cells", "0001_initial")]
    operations = [migrations.RunPython(install, remove, elidable=False)]
