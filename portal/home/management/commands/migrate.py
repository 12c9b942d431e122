from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from portal.readiness import newer_database, recorded_migrations


class Command(migrate.Command):
    """Django's own, for a portal that serves meanwhile: whoever waits for a table lets the others pass.

    A statement that wants a table for itself waits for those before it, and all after it wait too; so it gives up
    after the time-out, and the migration is run again.
    """

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if found := newer_database(recorded_migrations()):
            raise CommandError(found[0])
        if connection.vendor != "postgresql":
            return super().handle(*args, **options)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{settings.ENV.lock_timeout_ms}ms"])
        super().handle(*args, **options)
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
        return None
