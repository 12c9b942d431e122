from django.conf import settings
from django.core.management.base import BaseCommand

from portal.home.background import Background
from portal.readiness import check_ready
from portal.writers import guard


class Command(BaseCommand):
    help = "Do background work: queued tasks at once, due work (notices, outbox, stuck tasks) every half minute."

    def handle(self, *args, **options):
        check_ready()
        guard(settings.DATABASES["default"])
        Background().run()
