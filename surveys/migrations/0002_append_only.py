"""Responses are only ever added. The database itself refuses to change one."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER surveys_response_unchanged BEFORE UPDATE ON surveys_response
BEGIN SELECT RAISE(ABORT, 'responses are only ever added'); END
"""
POSTGRESQL = """
CREATE FUNCTION surveys_response_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'responses are only ever added'; END $$;
CREATE TRIGGER surveys_response_unchanged BEFORE UPDATE ON surveys_response
FOR EACH ROW EXECUTE FUNCTION surveys_response_unchanged();
"""


def guard(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def unguard(apps, schema_editor):
    schema_editor.execute(
        "DROP TRIGGER surveys_response_unchanged" + ("" if schema_editor.connection.vendor == "sqlite" else " ON surveys_response")
    )
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION surveys_response_unchanged()")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
