import time

from django.core.management.base import BaseCommand

from portal import clock
from portal.inbox.notifications import deliver, due, settle_stale


class Command(BaseCommand):
    help = (
        "Delivers what is due in the outbox, retries included, and sets messages aside whose worker died. "
        "Run it every minute, or with --every 30 beside the background worker."
    )

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="keep running and look again")

    def handle(self, *args, **options):
        while True:
            self._round()
            if not options["every"]:
                return
            time.sleep(options["every"])

    def _round(self):
        stale = settle_stale(now=clock.now())
        states = [deliver(pk, now=clock.now()) for pk in due(clock.now()).values_list("pk", flat=True)]
        if stale or states:
            sent = states.count("sent")
            self.stdout.write(f"{sent} sent, {len(states) - sent} not yet, {stale} uncertain.")
