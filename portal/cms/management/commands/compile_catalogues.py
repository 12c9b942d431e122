from django.conf import settings
from django.core.management.base import BaseCommand

from portal.cms.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile the catalogues (.po to .mo) without system gettext; only what changed."
    requires_system_checks = []

    def handle(self, *args, **options):
        written = compile_catalogues(settings.BASE_DIR)
        self.stdout.write(f"{len(written)} catalogues compiled.")
