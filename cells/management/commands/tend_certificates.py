from django.core.management.base import BaseCommand

from cells.operations.surveillance import tend_certificates
from portal import clock


class Command(BaseCommand):
    help = (
        "Remind units before their certificate ends, and the district of rectifications past their day; safe to repeat."
    )

    def handle(self, *args, **options):
        self.stdout.write(str(tend_certificates(now=clock.now())))
