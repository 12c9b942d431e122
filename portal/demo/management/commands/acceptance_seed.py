import json
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.demo.acceptance.accounts import seed_accounts
from portal.demo.acceptance.cells import seed_cells
from portal.demo.acceptance.events import seed_events
from portal.demo.acceptance.surveys import seed_surveys
from portal.inbox.models import OutgoingMessage
from portal.manifests import from_below
from portal.upkeep.queries.routes import route_map


class Command(BaseCommand):
    help = "Fill an empty database for the acceptance cases and print routes, accounts and tokens."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    def handle(self, *args, **options):
        if settings.SETTINGS_MODULE == "portal.settings.production":
            raise CommandError("The acceptance seed has no place in production.")
        if User.objects.exists():
            raise CommandError("The database is not empty.")
        with transaction.atomic():
            seed = self._seed()
        self.stdout.write(json.dumps(seed, ensure_ascii=False, indent=None if options["json"] else 2, default=str))

    def _seed(self) -> dict:
        now = clock.now()
        for ground in from_below("ground"):
            call_command(ground.command, verbosity=0, stdout=StringIO())
        people, accounts = seed_accounts(now=now)
        seed = {
            "routes": route_map(),
            "accounts": accounts,
            "events": seed_events(people=people, now=now),
            "surveys": seed_surveys(people=people, now=now),
            **seed_cells(people=people, now=now),
        }
        # Nobody is told of what a seed made up.
        OutgoingMessage.objects.all().delete()
        return seed
