from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.home.fresh import load_schema


class Command(BaseCommand):
    help = "Bring the tables to this version: a new SQLite portal from one file, any other by its migrations."

    def handle(self, *, verbosity, **options):
        load_schema()
        call_command("migrate", "--no-input", verbosity=verbosity, stdout=self.stdout)
