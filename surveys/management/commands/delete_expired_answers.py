from django.core.management.base import BaseCommand

from portal.clock import now
from surveys.operations.retention import delete_expired_answers


class Command(BaseCommand):
    help = "Delete single answers whose months of keeping are over; sums and published figures stay."

    def handle(self, *args, **options):
        self.stdout.write(f"{delete_expired_answers(now=now())} deleted")
