from django.core.management.base import BaseCommand

from portal.directory.operations import load_plan


class Command(BaseCommand):
    help = "Loads the plan's areas, communities, departments, indicators and projects; run again, it changes no edits."

    def handle(self, *args, **options):
        for name, counts in load_plan().items():
            self.stdout.write(f"{name}: {counts}")
