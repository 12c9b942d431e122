from django.db import migrations


class LeaveColumn(migrations.RemoveField):
    """Gone for this code. On PostgreSQL the column stays for the release before, which may still serve and writes it; the
    release after the next takes it away.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        column = schema_editor.quote_name(self.name)
        schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(table)} ALTER COLUMN {column} DROP NOT NULL")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_ai_label")]
    operations = [LeaveColumn(model_name="storedfile", name="perceptual_hash")]
