from django.core.management.base import BaseCommand, CommandError

from portal.evidence.models import StoredFile
from portal.evidence.queries import damage


class Command(BaseCommand):
    help = "Checks that every stored file is there with the size and SHA-256 of its row; names the others and fails."

    def handle(self, *args, **options):
        faults = {stored.public_id: damage(stored) for stored in StoredFile.objects.iterator()}
        broken = {identity: fault for identity, fault in faults.items() if fault}
        for identity, fault in broken.items():
            self.stderr.write(f"{identity} {fault}")
        if broken:
            raise CommandError(f"{len(broken)} of {len(faults)} stored files are damaged.")
        self.stdout.write(f"All {len(faults)} stored files are whole.")
