from django.core.management.base import BaseCommand

from portal.clock import now
from portal.evidence.operations import sweep


class Command(BaseCommand):
    help = "Removes files that nothing links and files that no row names, once they are a day old. Run it daily."

    def handle(self, *args, **options):
        rows, files = sweep(now=now())
        self.stdout.write(f"Swept {rows} unlinked and {files} unnamed files.")
