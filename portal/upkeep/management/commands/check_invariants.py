import json
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.ledger.operations import keep_check
from portal.upkeep.queries.invariants import LAWS, MEANINGS, broken


class Command(BaseCommand):
    help = "Search the data for rows that break an invariant; exit status 1 when there are any."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        parser.add_argument(
            "--keep",
            action="store_true",
            help="search in a process of its own, keep what was found for those who are told of it, and do not fail",
        )

    def handle(self, *args, **options):
        if options["keep"]:
            report = found_apart()
            faults = [(MEANINGS[name], {"row": row}) for name in LAWS for row in report[name]["ids"]]
            keep_check(name="records", faults=faults, now=clock.now())
            return
        now = clock.now()
        found = {name: broken(name, now) for name in LAWS}
        if options["json"]:
            report = {name: {"violations": len(ids), "ids": ids} for name, ids in found.items()}
            self.stdout.write(json.dumps(report))
        else:
            for name, words in LAWS.items():
                self.stdout.write(f"{len(found[name]):>6}  {words}")
                for identity in found[name]:
                    self.stdout.write(f"        {identity}")
        if any(found.values()):
            raise SystemExit(1)


def found_apart() -> dict:
    """Figures made again cost megabytes that a process keeps; what was found is written by SQLite's one writer."""
    words = [sys.executable, "manage.py", "check_invariants", "--json"]
    # Our own command, no word of it from outside.
    done = subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise CommandError(f"the search ended with status {done.returncode}") from None
