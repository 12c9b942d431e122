from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.upkeep.queries.candidate import tried


class Command(BaseCommand):
    help = (
        "Tries on the database of DATABASE_URL each feature of PostgreSQL that the portal uses, changes nothing, and names "
        "what is not there: for a candidate of PostgreSQL's kin, before anything is installed on it."
    )

    def handle(self, *args, **options):
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL names no PostgreSQL and none of its kin.")
        lacking = 0
        for feature, fault in tried():
            lacking += bool(fault)
            self.stdout.write(
                f"{'no ' if fault else 'yes'} {feature.name} ({feature.used_for}){': ' + fault if fault else ''}"
            )
        if lacking:
            raise CommandError(f"{lacking} features are not there: the portal does not run on it.")
        self.stdout.write(
            "All features are there. Then: migrate, and the suite of the portal on it (docs/xinchuang.md)."
        )
