from django.core.management.base import BaseCommand

from portal import clock
from portal.inbox.summaries import send_summaries


class Command(BaseCommand):
    help = "Tells people in one message what waits, on the days that they chose. Run it hourly; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{send_summaries(now=clock.now())} sent")
