from django.core.management.base import BaseCommand

from portal import clock
from portal.upkeep.operations.alarms import raise_alarms
from portal.upkeep.results.readiness import report


class Command(BaseCommand):
    help = "Prints how the portal stands, and tells whoever has to act of what began to fail. Safe to repeat."

    def handle(self, *args, **options):
        now = clock.now()
        lines = report(now)
        for line in lines:
            self.stdout.write(line.text)
        raise_alarms(lines=lines, now=now)
