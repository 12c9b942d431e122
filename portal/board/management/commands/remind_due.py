"""Tell departments which figures fall due or are late, and whose meaning they have not said."""

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.board.operations import ask_for_definitions
from portal.board.operations.reminding import remind_of_due_figures
from portal.board.queries import begun_plans


class Command(BaseCommand):
    help = "Opens a task for each figure that falls due within two months or is late, and for what figures mean; safe to repeat."

    def handle(self, *args, **options):
        today = clock.today()
        plans = begun_plans(today)
        if not plans:
            raise CommandError("There is no plan: run load_plan first.")
        asked = sum(remind_of_due_figures(now=clock.now(), on=today, plan=plan) for plan in plans)
        offices = ask_for_definitions(now=clock.now(), on=today)
        self.stdout.write(f"{asked} figures are asked for, and {offices} offices for what theirs mean.")
