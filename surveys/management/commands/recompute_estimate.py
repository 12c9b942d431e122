from django.core.management.base import BaseCommand, CommandError

from portal.procedure.digests import digest_of
from surveys.models import Estimate
from surveys.operations.estimates import recompute


class Command(BaseCommand):
    help = "Make published figures again from their frozen inputs and compare the bytes."

    def add_arguments(self, parser):
        parser.add_argument("public_id", nargs="*", help="none: all of them")

    def handle(self, *args, **options):
        rows = Estimate.objects.order_by("pk")
        if options["public_id"]:
            rows = rows.filter(public_id__in=options["public_id"])
        differing = [row for row in rows if not self._same(row)]
        if differing:
            raise CommandError(f"{len(differing)} differ")

    def _same(self, row: Estimate) -> bool:
        same = digest_of(recompute(row)) == digest_of(row.result) and digest_of(row.inputs) == row.inputs_hash
        self.stdout.write(f"{row.public_id} {row.measure}: {'same bytes' if same else 'DIFFERS'}")
        return same
