"""Marks are closed with their evaluation; the database refuses to change or drop what was handed in or decided."""

from dataclasses import replace

from django.db import migrations, models

from cells.triggers import DECISIONS, GUARDS, MARKS
from portal.ledger import guards


# Until 0017 an application had one decision, and a decision no number.
ONE_DECISION = replace(DECISIONS, same="held.id = NEW.id OR held.public_id = NEW.public_id OR held.application_id = NEW.application_id")


def close_marks(apps, schema_editor):
    marks = apps.get_model("cells", "CriterionScore").objects.using(schema_editor.connection.alias)
    marks.filter(evaluation__submitted_at__isnull=False).update(is_submitted=True)


def guard(apps, schema_editor):
    guards.install(schema_editor.connection, [ONE_DECISION if row == DECISIONS else row for row in GUARDS])


def open_marks(apps, schema_editor):
    """The column is about to go. Everything else stays guarded: the version before this one changes none of it."""
    guards.remove(schema_editor.connection, [MARKS])


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0009_organisations_by_name'),
    ]

    operations = [
        migrations.AddField(
            model_name='criterionscore',
            name='is_submitted',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(close_marks, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(guard, open_marks, elidable=False),
    ]
