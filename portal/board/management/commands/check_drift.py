"""The drift alarm: every published figure against its hash, its ledger entries, its inputs and their records."""

import json
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.board.figures.drift import Drift, drifts
from portal.board.models import Observation
from portal.board.operations.alarm import raise_alarm


class Command(BaseCommand):
    help = (
        "Compares every observation with its hash, the ledger and its frozen inputs, and the records behind it with "
        "the ledger; tells the auditor of any difference, and fails."
    )

    def add_arguments(self, parser):
        parser.add_argument("--look", action="store_true", help="print what has drifted as JSON, and write nothing")
        parser.add_argument(
            "--apart", action="store_true", help="look in a process of its own, and do not fail: a duty"
        )

    def handle(self, *args, **options):
        if options["look"]:
            self.stdout.write(json.dumps([[drift.subject, drift.what] for drift in drifts()]))
            return
        found = found_apart() if options["apart"] else drifts()
        raise_alarm(now=clock.now(), found=found)
        for drift in found:
            self.stderr.write(f"{drift.subject}: {drift.what}")
        if not found:
            self.stdout.write(f"{Observation.objects.count()} observations hold.")
        elif not options["apart"]:
            raise CommandError(f"{len(found)} figures have drifted.")


def found_apart() -> list[Drift]:
    """Figures made again cost megabytes that a process keeps; the alarm is written here, by SQLite's one writer."""
    words = [sys.executable, "manage.py", "check_drift", "--look"]
    # Our own command, no word of it from outside.
    done = subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CommandError(done.stderr.strip()[-2000:])
    return [Drift(*pair) for pair in json.loads(done.stdout)]
