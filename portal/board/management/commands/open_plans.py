from django.core.management.base import BaseCommand

from portal import clock
from portal.board.operations import open_plans


class Command(BaseCommand):
    help = "Puts approved plans in force whose day has come; run again, it does nothing."

    def handle(self, *args, **options):
        for plan in open_plans(now=clock.now(), on=clock.today()):
            self.stdout.write(f"{plan.slug} is in force.")
