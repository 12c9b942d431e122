from django.core.management.base import BaseCommand

from surveys.operations.measures import load_measures
from surveys.operations.questionnaires import load_questionnaires


class Command(BaseCommand):
    help = "Take in the shipped questionnaires and measures; running it again changes nothing."

    def handle(self, *args, **options):
        for loaded in load_questionnaires():
            state = "taken in" if loaded.changed else "unchanged"
            self.stdout.write(f"{loaded.version}: {state}")
        self.stdout.write(f"{load_measures()} measures taken in")
