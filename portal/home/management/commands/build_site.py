"""The pages that the real portal starts with."""

from django.core.management.base import BaseCommand

from portal.cms.operations import prepare_groups
from portal.home.operations import build_site
from portal.home.operations.sorting import load_sorting_items


class Command(BaseCommand):
    help = "Creates the front page and the sections in both languages where they are missing, and the groups of those who edit; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{build_site()} pages made")
        self.stdout.write(f"{load_sorting_items()} objects of the sorting guide brought in")
        prepare_groups()
