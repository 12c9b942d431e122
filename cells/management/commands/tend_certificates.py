from django.core.management.base import BaseCommand

from cells.operations.prereview import remind_late
from cells.operations.surveillance import tend_certificates
from portal import clock


class Command(BaseCommand):
    help = "Remind units before their certificate ends, the district of rectifications past their day, and who comes next of files past theirs; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(str(tend_certificates(now=clock.now())))
        remind_late(now=clock.now())
