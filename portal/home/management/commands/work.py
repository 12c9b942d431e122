from django.core.management.base import BaseCommand

from portal.home.background import Background


class Command(BaseCommand):
    help = "Do background work: queued tasks at once, due work (notices, outbox, stuck tasks) every half minute."

    def handle(self, **options):
        Background().run()
