import secrets
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cells.signature import public_key
from portal import clock


class Command(BaseCommand):
    help = "Print the settings of a new signing key, with today's as a former one; changes nothing itself."

    def add_arguments(self, parser):
        parser.add_argument("--last-day", default="", help="when the key leaked: the last day it is trusted for")

    def handle(self, *args, last_day, **options):
        try:
            day = date.fromisoformat(last_day) if last_day else clock.today()
        except ValueError as error:
            raise CommandError("--last-day is a day as YYYY-MM-DD") from error
        former = {**settings.PORTAL_CERTIFICATE_FORMER, public_key(settings.PORTAL_CERTIFICATE_KEY): day.isoformat()}
        self.stdout.write(f"PORTAL_CERTIFICATE_KEY={secrets.token_urlsafe(48)}")
        self.stdout.write(f"PORTAL_CERTIFICATE_FORMER={' '.join(f'{key}={day}' for key, day in former.items())}")
        self.stderr.write(
            "Put both where the portal reads its settings, restart it, then: manage.py reseal_certificates"
        )
