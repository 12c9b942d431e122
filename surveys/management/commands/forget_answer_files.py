from django.core.management.base import BaseCommand

from portal.clock import now
from surveys.operations.answers_files import forget_files


class Command(BaseCommand):
    help = "Delete files of answers that nobody can fetch any more; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{forget_files(now=now())} deleted")
