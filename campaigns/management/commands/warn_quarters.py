from django.core.management.base import BaseCommand

from campaigns.operations import remind_to_close, warn_areas
from portal import clock


class Command(BaseCommand):
    help = "Tell areas that are short of their own quota when weeks 4, 8 and 11 are over, and the district of a quarter to close; safe to repeat."

    def handle(self, *args, **options):
        for area in warn_areas(now=clock.now()):
            self.stdout.write(area.name)
        if quarter := remind_to_close(now=clock.now()):
            self.stdout.write(str(quarter))
