"""The drift alarm: every published figure against its hash, its ledger entry and its inputs."""

from django.core.management.base import BaseCommand, CommandError

from portal.board.drift import drifts
from portal.board.models import Observation


class Command(BaseCommand):
    help = "Compares every observation with its hash, the ledger and its frozen inputs; fails on any difference."

    def handle(self, *args, **options):
        found = drifts()
        for drift in found:
            self.stderr.write(f"{drift.observation}: {drift.what}")
        if found:
            raise CommandError(f"{len(found)} figures have drifted.")
        self.stdout.write(f"{Observation.objects.count()} observations hold.")
