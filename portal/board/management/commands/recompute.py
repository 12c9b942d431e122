"""Make a figure again from its frozen inputs and compare it with what was published."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.board.enums import Origin
from portal.board.figures.drift import drift_of, recompute
from portal.board.models import Observation


class Command(BaseCommand):
    help = "Writes the figure's bytes, made from its frozen inputs alone; fails when they are not those published."

    def add_arguments(self, parser):
        parser.add_argument("observation", help="public id of the observation")

    def handle(self, *args, observation, **options):
        held = self._held(observation)
        if held.origin != Origin.DERIVED:
            raise CommandError("This figure was entered by a department; there is nothing to recompute.")
        if fault := drift_of(held):
            raise CommandError(f"Drift: the {fault} is not what was published.")
        self.stdout.write(recompute(held).decode(), ending="\n")
        self.stderr.write(f"same bytes; content sha256 {held.content_hash}")

    @staticmethod
    def _held(public_id: str) -> Observation:
        try:
            return Observation.objects.select_related("indicator__plan", "owner").get(public_id=public_id)
        except (Observation.DoesNotExist, ValidationError) as error:
            raise CommandError(f"No observation {public_id}.") from error
