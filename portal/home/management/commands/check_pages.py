from django.core.management.base import BaseCommand

from portal import clock
from portal.home.operations import check_pages


class Command(BaseCommand):
    help = "Look for stale or empty columns, dead links and missing words, and tell the editors; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{check_pages(now=clock.now())} things to mend.")
