"""Answers, marks of invitations and calls learn in which batch they were mixed; the day of an answer, which told single
answers apart where few came on a day, is kept no more. What is there already is mixed by the next `mix_answers`.
"""

import django.db.models.deletion
from django.db import migrations, models


GUARD = """
CREATE TRIGGER IF NOT EXISTS surveys_response_unchanged BEFORE UPDATE ON surveys_response
BEGIN SELECT RAISE(ABORT, 'responses are only ever added'); END
"""


def guard_again(apps, schema_editor):
    """SQLite makes a table anew to change it, and the trigger of 0002 is lost with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(GUARD)


class LeaveColumn(migrations.RemoveField):
    """Gone for this code. On PostgreSQL the column stays, empty, since the release before, which may still serve, or be
    gone back to, writes it; mixing empties what it wrote. The release after the next takes the column away.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        column = schema_editor.quote_name(self.name)
        schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(table)} ALTER COLUMN {column} DROP NOT NULL")


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_tasks_leads_and_own_figures'),
        ('surveys', '0007_who_may_answer'),
    ]

    operations = [
        LeaveColumn(
            model_name='response',
            name='day',
        ),
        migrations.AddField(
            model_name='call',
            name='batch',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='invitation',
            name='batch',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='response',
            name='batch',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='response',
            name='wave',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.wave'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['wave', 'batch'], name='response_by_wave_and_batch'),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
