"""The ledger had triggers of its own beside those of all rooms; now it has the same kind."""

from django.db import migrations

from portal.ledger import guards
from portal.ledger.triggers import GUARDS

FORMER = (
    *("ledger_entry_no_update", "ledger_entry_no_delete", "ledger_head_steps", "ledger_head_no_delete"),
    *("ledger_entry_once", "ledger_head_once"),
)
FUNCTIONS = ("ledger_refuse", "ledger_refuse_truncate")


def install(apps, schema_editor):
    connection = schema_editor.connection
    lines = {
        "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in FORMER],
        "postgresql": [f"DROP FUNCTION IF EXISTS {name} CASCADE" for name in FUNCTIONS],
    }[connection.vendor]
    with connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)
    guards.install(connection, GUARDS)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_check")]
    operations = [migrations.RunPython(install, remove, elidable=False)]
