from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.board.operations import take_in_plan
from portal.directory.plan import PlanError, read_plan


class Command(BaseCommand):
    help = (
        "Loads a plan: its areas, communities, departments, indicators, projects and tasks; run again, it changes no "
        "edits, and what it changes stands on the ledger. The next plan is a folder of its own with plan.csv, "
        "indicators.csv, projects.csv and tasks.csv."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=None, help="where the plan's tables lie")
        parser.add_argument("--check", action="store_true", help="only say what would change, and what is wrong")

    def handle(self, *args, folder, check, **options):
        try:
            first = settings.DISTRICT.plan_folder
            records = read_plan(folder or first, first)
            loaded = take_in_plan(actor=None, now=clock.now(), records=records, is_trial=check)
        except (PlanError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for name, counts in loaded.items():
            self.stdout.write(f"{name}: {counts}")
        if check:
            self.stdout.write("Nothing was written.")
