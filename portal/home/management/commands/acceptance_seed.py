import json
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.home.acceptance.accounts import seed_accounts
from portal.home.acceptance.cells import seed_cells
from portal.home.acceptance.events import seed_events
from portal.home.acceptance.routes import route_map
from portal.home.acceptance.surveys import seed_surveys
from portal.inbox.models import OutgoingMessage

GROUND = ("load_plan", "load_rubrics", "load_questionnaires", "build_site")


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
        for command in GROUND:
            call_command(command, verbosity=0, stdout=StringIO())
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
