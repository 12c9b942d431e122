from django.core.management.base import BaseCommand

from surveys.operations.questionnaires import load_questionnaires


class Command(BaseCommand):
    help = "Take in the shipped questionnaires; running it again changes nothing."

    def handle(self, *args, **options):
        for loaded in load_questionnaires():
            state = "taken in" if loaded.changed else "unchanged"
            self.stdout.write(f"{loaded.version}: {state}")
