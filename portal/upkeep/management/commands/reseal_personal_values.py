from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.upkeep.operations.resealing import reseal_personal_values


class Command(BaseCommand):
    help = "After a change of the seal key: every sealed value under the newest. Safe to repeat, and while people work."

    def handle(self, *args, **options):
        count, closed = reseal_personal_values(actor=None, now=clock.now())
        self.stdout.write(str(count))
        if closed:
            raise CommandError(f"no key of the ring opens these: {', '.join(closed)}")
