from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.ledger import triggers
from portal.ledger.models import Entry
from portal.ledger.queries import chain_break, head


class Command(BaseCommand):
    help = "Checks the ledger's chain from its first entry to its head; fails with the place where it breaks."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            metavar="SEQUENCE:HASH",
            help="a head that ledger_head printed earlier: it must still stand in the ledger",
        )

    def handle(self, *args, **options):
        found = chain_break()
        if found:
            raise CommandError(f"The ledger breaks at entry {found.sequence}: {found.reason}.")
        if options["head"]:
            self._check_exported(options["head"])
        gone = triggers.missing(connection)
        if gone:
            raise CommandError(f"The chain holds, but the database no longer guards it: no trigger {', '.join(gone)}.")
        top = head()
        self.stdout.write(f"The ledger holds: {top.sequence if top else 0} entries.")

    def _check_exported(self, text):
        sequence, _, digest = text.partition(":")
        entry = Entry.objects.filter(sequence=int(sequence) if sequence.isdigit() else 0).first()
        if entry is None:
            raise CommandError(f"The ledger breaks at entry {sequence}: it was there when the head was printed.")
        if entry.hash != digest:
            raise CommandError(f"The ledger breaks at or before entry {sequence}: it differs from the printed head.")
