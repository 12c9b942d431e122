from django.core.management.base import BaseCommand

from portal import clock
from portal.home.operations import ask_for_calendar


class Command(BaseCommand):
    help = "Ask the district administrator for the days off of the coming year while they are not entered."

    def handle(self, *args, **options):
        years = ask_for_calendar(now=clock.now())
        self.stdout.write(f"Not known: {', '.join(map(str, years)) or 'none'}.")
