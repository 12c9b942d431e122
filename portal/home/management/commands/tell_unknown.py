from django.core.management.base import BaseCommand

from portal import clock
from portal.home.operations.sorting import tell_unknown


class Command(BaseCommand):
    help = "Ask the district administrator to add to the sorting guide what was asked for in vain last week."

    def handle(self, *args, **options):
        self.stdout.write(f"Words without an answer: {tell_unknown(now=clock.now())}.")
