import json

from django.core.management.base import BaseCommand

from portal import clock
from portal.home.invariants import INVARIANTS


class Command(BaseCommand):
    help = "Search the data for rows that break an invariant; exit status 1 when there are any."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    def handle(self, *args, **options):
        now = clock.now()
        found = {name: sorted(search(now)) for name, search in INVARIANTS.items()}
        if options["json"]:
            report = {name: {"violations": len(ids), "ids": ids} for name, ids in found.items()}
            self.stdout.write(json.dumps(report))
        else:
            for name, search in INVARIANTS.items():
                self.stdout.write(f"{len(found[name]):>6}  {search.__doc__}")
                for identity in found[name]:
                    self.stdout.write(f"        {identity}")
        if any(found.values()):
            raise SystemExit(1)
