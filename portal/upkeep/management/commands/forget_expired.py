from django.core.management.base import BaseCommand

from portal.clock import now
from portal.upkeep.operations.retention import forget_expired


class Command(BaseCommand):
    help = "Personal data whose time of keeping is over goes (docs/personal-data.md). Safe to repeat."

    def handle(self, *args, **options):
        for what, count in forget_expired(now=now()).items():
            self.stdout.write(f"{count} {what}")
