"""Tell departments which figures fall due or are late."""

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.board.operations.reminding import remind_of_due_figures
from portal.board.queries import begun_plans


class Command(BaseCommand):
    help = "Opens a task for each figure that falls due within two months or is late; safe to repeat."

    def handle(self, *args, **options):
        today = clock.today()
        plans = begun_plans(today)
        if not plans:
            raise CommandError("There is no plan: run load_plan first.")
        asked = sum(remind_of_due_figures(now=clock.now(), on=today, plan=plan) for plan in plans)
        self.stdout.write(f"{asked} figures are asked for.")
