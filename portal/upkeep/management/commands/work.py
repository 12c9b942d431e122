from django.conf import settings
from django.core.management.base import BaseCommand

from portal.readiness import check_ready
from portal.upkeep.worker.background import Background
from portal.writers import guard


class Command(BaseCommand):
    help = "Do background work: queued tasks at once, and by the clock the duties of all rooms."

    def handle(self, *args, **options):
        check_ready()
        guard(settings.DATABASES["default"])
        Background().run()
