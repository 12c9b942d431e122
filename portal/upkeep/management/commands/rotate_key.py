import secrets
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand

from portal import clock
from portal.keyring import rotated

AFTER = {"seal": "reseal_personal_values", "ledger": "reseal_ledger"}


class Command(BaseCommand):
    help = (
        "Print the settings of a new seal key or ledger key, with today's as a former one; changes nothing itself. "
        "That of the certificates: rotate_certificate_key."
    )

    def add_arguments(self, parser):
        parser.add_argument("key", choices=sorted(AFTER))

    def handle(self, *args, key, **options):
        # What the old processes write until they are stopped, also past midnight, is written in the key's time.
        day = clock.today() + timedelta(days=1)
        name = f"PORTAL_{key.upper()}"
        newest, former = getattr(settings, f"{name}_KEY"), getattr(settings, f"{name}_FORMER")
        for line in rotated(name, secrets.token_urlsafe(48), newest, former, day):
            self.stdout.write(line)
        self.stderr.write(
            f"Put both where the portal reads its settings, restart all of it, then: manage.py {AFTER[key]}"
        )
