from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.clock import now
from portal.ledger import heads
from portal.ledger.chain import GENESIS
from portal.ledger.operations import keep_head
from portal.ledger.queries import head


class Command(BaseCommand):
    help = (
        "Prints the ledger's head as SEQUENCE:HASH. Keep it daily, off this machine: verify_ledger --head shows with "
        "it whether anything before it was changed since."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--append",
            nargs="?",
            const=settings.PORTAL_LEDGER_HEADS,
            metavar="FILE",
            type=Path,
            help="also add it, with the time, to this file, or to ledger-heads.txt in PORTAL_VAR_DIR",
        )

        parser.add_argument(
            "--share", action="store_true", help="also keep it where files are kept, for the worker of any other node"
        )

    def handle(self, *args, **options):
        top = head()
        kept = heads.KeptHead(top.sequence, top.hash) if top else heads.KeptHead(0, GENESIS)
        self.stdout.write(f"{kept.sequence}:{kept.hash}")
        if options["share"]:
            keep_head(kept, now())
        if options["append"]:
            heads.append(options["append"], now(), kept)
