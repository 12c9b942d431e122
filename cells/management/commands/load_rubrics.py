from django.core.management.base import BaseCommand, CommandError

from cells.operations.rubrics import load_rubrics
from cells.rubric.faults import RubricFileError
from portal import clock


class Command(BaseCommand):
    help = "Load scheme, kinds of unit and rubrics from cells/rubrics. Safe to repeat; published versions never change."

    def handle(self, *args, **options):
        try:
            outcome = load_rubrics(actor=None, now=clock.now())
        except RubricFileError as error:
            raise CommandError(str(error)) from error
        for code, word in outcome.items():
            self.stdout.write(f"{code}: {word}")
