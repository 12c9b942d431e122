from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_noop

from portal import clock
from portal.ledger.heads import KeptHead
from portal.ledger.operations import keep_check
from portal.ledger.queries import altered_records, head
from portal.ledger.verification import faults, head_faults

ALTERED = gettext_noop("%(row)s is not what the ledger says of it.")


class Command(BaseCommand):
    help = (
        "Checks the ledger's chain from its first entry to its head, and that every head that was kept in "
        "ledger-heads.txt still stands in it; that events, scores, certificates, figures and roles are what it says of "
        "them; fails with the place where it breaks."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            metavar="SEQUENCE:HASH",
            help="a head that ledger_head printed earlier: it must still stand in the ledger",
        )
        parser.add_argument(
            "--keep", action="store_true", help="keep what was found, for those who are told of it, and do not fail"
        )

    def handle(self, *args, **options):
        found = faults(settings.PORTAL_LEDGER_HEADS, clock.today())
        if options["head"]:
            sequence, _, digest = options["head"].partition(":")
            if not sequence.isdigit():
                raise CommandError(f"{options['head']} is no head of a ledger.")
            found += head_faults([KeptHead(int(sequence), digest)])
        found += [(ALTERED, {"row": row}) for row, _what in altered_records()]
        if options["keep"]:
            keep_check(name="ledger", faults=found, now=clock.now())
        words = " ".join(words % values for words, values in found)
        if found and not options["keep"]:
            raise CommandError(words)
        top = head()
        self.stdout.write(words or f"The ledger holds: {top.sequence if top else 0} entries.")
