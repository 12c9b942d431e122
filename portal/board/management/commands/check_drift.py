"""The drift alarm: every published figure against its hash, its ledger entries, its inputs and their records."""

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.board.drift import drifts
from portal.board.models import Observation
from portal.board.operations.alarm import raise_alarm


class Command(BaseCommand):
    help = (
        "Compares every observation with its hash, the ledger and its frozen inputs, and the records behind it with "
        "the ledger; tells the auditor of any difference, and fails."
    )

    def handle(self, *args, **options):
        found = drifts()
        raise_alarm(now=clock.now(), found=found)
        for drift in found:
            self.stderr.write(f"{drift.subject}: {drift.what}")
        if found:
            raise CommandError(f"{len(found)} figures have drifted.")
        self.stdout.write(f"{Observation.objects.count()} observations hold.")
