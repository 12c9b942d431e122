"""The last day of a public notice may become later, and never earlier."""

from django.db import migrations

from cells.triggers import GUARDS, NOTICES
from portal.ledger import guards


def guard_anew(apps, schema_editor):
    guards.remove(schema_editor.connection, [NOTICES])
    guards.install(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0010_what_was_handed_in_stays'),
    ]

    operations = [
        migrations.RunPython(guard_anew, migrations.RunPython.noop, elidable=False),
    ]
