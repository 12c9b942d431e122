"""The database itself refuses to change what the ledger holds."""

from django.db import migrations

from portal.ledger import triggers


def install(apps, schema_editor):
    triggers.run(schema_editor.connection, triggers.statements(schema_editor.connection.vendor))


def remove(apps, schema_editor):
    triggers.run(schema_editor.connection, triggers.removals(schema_editor.connection.vendor))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(install, remove, elidable=False)]
