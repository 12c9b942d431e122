from django.core.management.base import BaseCommand

from portal import clock
from portal.board.operations import open_releases


class Command(BaseCommand):
    help = "Publishes the figures of announced releases whose minute has come; run again, it does nothing."

    def handle(self, *args, **options):
        for release in open_releases(now=clock.now()):
            self.stdout.write(f"{release.period} is published.")
