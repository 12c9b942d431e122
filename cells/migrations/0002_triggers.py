"""The database itself refuses to change what was published or decided."""

from django.db import migrations

from cells import triggers


def run(schema_editor, lines):
    with schema_editor.connection.cursor() as cursor:
        for line in lines:
            cursor.execute(line)


def install(apps, schema_editor):
    run(schema_editor, triggers.statements(schema_editor.connection.vendor))


def remove(apps, schema_editor):
    run(schema_editor, triggers.removals(schema_editor.connection.vendor))


class Migration(migrations.Migration):
    dependencies = [("cells", "0001_initial")]
    operations = [migrations.RunPython(install, remove, elidable=False)]
