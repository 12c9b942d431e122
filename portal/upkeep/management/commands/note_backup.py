from django.core.management.base import BaseCommand, CommandError

from portal.clock import now
from portal.upkeep.operations.duties import note_backup
from portal.upkeep.queries.state import backup_here


class Command(BaseCommand):
    help = "Tells all nodes when the backup on this machine was finished, as backup.json says. backup.sh ends with it."

    def handle(self, *args, **options):
        finished = backup_here()
        if finished is None:
            raise CommandError("backup.json does not say when a backup was finished.")
        note_backup(finished=finished, now=now())
        self.stdout.write(f"Noted: {finished.isoformat()}")
