"""The database refuses what would change a row of a plan past its next edition."""

from django.db import migrations

from portal.board.triggers import GUARDS
from portal.ledger import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection, GUARDS)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0005_figures_from_outside"),
        ("directory", "0005_rows_of_a_plan_have_editions"),
        ("ledger", "0005_guarded_like_all_rooms"),
    ]
    operations = [migrations.RunPython(install, remove, elidable=False)]
