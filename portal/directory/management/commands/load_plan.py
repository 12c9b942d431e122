from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.directory.operations import load_plan
from portal.directory.plan import PlanError, read_plan


class Command(BaseCommand):
    help = (
        "Loads a plan: its areas, communities, departments, indicators, projects and tasks; run again, it changes no "
        "edits. The next plan is a folder of its own with plan.csv, indicators.csv, projects.csv and tasks.csv."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=None, help="where the plan's tables lie")

    def handle(self, *args, folder, **options):
        try:
            first = settings.DISTRICT.plan_folder
            loaded = load_plan(read_plan(folder or first, first))
        except (PlanError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for name, counts in loaded.items():
            self.stdout.write(f"{name}: {counts}")
