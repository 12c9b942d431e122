"""Make the ledger's head public, and ask who has not confirmed."""

from django.core.management.base import BaseCommand

from portal import clock
from portal.home.operations.heads import publish_head


class Command(BaseCommand):
    help = (
        "Makes the ledger's head of today public, mails it to two offices, asks who has not confirmed; safe to repeat."
    )

    def handle(self, *args, **options):
        is_new = publish_head(now=clock.now())
        self.stdout.write("The head of today is public." if is_new else "The head of today was public already.")
