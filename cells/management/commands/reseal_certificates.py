from django.core.management.base import BaseCommand, CommandError

from cells.operations.sealing import reseal_certificates
from portal import clock


class Command(BaseCommand):
    help = "After a change of key: sign every certificate with the newest. Safe to repeat; old plaques stay good."

    def handle(self, *args, **options):
        found = reseal_certificates(actor=None, now=clock.now())
        self.stdout.write(str(found.count))
        if found.doubtful:
            raise CommandError(f"no key of the ring signed these as they stand: {', '.join(found.doubtful)}")
