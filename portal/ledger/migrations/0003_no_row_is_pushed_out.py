"""On SQLite a row may not be pushed out by REPLACE either. A database made since then has these triggers already."""

from django.db import migrations

from portal.ledger import triggers


def install(apps, schema_editor):
    connection = schema_editor.connection
    gone = triggers.missing(connection)
    triggers.run(connection, [line for line in triggers.statements(connection.vendor) if any(f" {name} " in line for name in gone)])


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_triggers")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop, elidable=False)]
