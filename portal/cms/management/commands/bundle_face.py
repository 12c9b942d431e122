from django.core.management.base import BaseCommand

from portal.cms import bundles


class Command(BaseCommand):
    help = "Write the bundles of the face's styles and scripts anew."

    def handle(self, *args, **options):
        for name in bundles.written():
            self.stdout.write(name)
