from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.directory.operations import load_plan
from portal.directory.plan import FOLDER, PlanError, read_plan


class Command(BaseCommand):
    help = (
        "Loads a plan: its areas, communities, departments, indicators, projects and tasks; run again, it changes no "
        "edits. The next plan is a folder of its own with plan.csv, indicators.csv, projects.csv and tasks.csv."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the plan's tables lie")

    def handle(self, *args, folder, **options):
        try:
            records = read_plan(folder)
        except (PlanError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for name, counts in load_plan(records).items():
            self.stdout.write(f"{name}: {counts}")
