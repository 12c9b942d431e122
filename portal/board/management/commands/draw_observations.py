"""Take in what the portal's own records say of indicators 41 and 50 to 52 and of the outreach quota."""

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.board.operations.drawing import draw_derived_observations
from portal.board.queries import current_plan


class Command(BaseCommand):
    help = "Draws the derived figures; writes only what has changed. For the nightly timer."

    def handle(self, *args, **options):
        today = clock.today()
        if current_plan(today) is None:
            raise CommandError("There is no plan: run load_plan first.")
        written = draw_derived_observations(actor=None, now=clock.now(), on=today)
        self.stdout.write(f"{len(written)} figures drawn.")
