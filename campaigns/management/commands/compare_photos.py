from django.core.management.base import BaseCommand

from campaigns.operations import compare_photos


class Command(BaseCommand):
    help = "Hold photos that came in since against earlier ones, for the private hint; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(str(compare_photos()))
