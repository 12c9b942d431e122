from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.directory.district import read_district
from portal.manifests import from_below

STEPS = (
    ("catalogues of words", ("compile_catalogues",)),
    ("database tables", ("make_tables",)),
    ("cache table", ("createcachetable",)),
)
DEMO = ("demo content (marked 演示)", ("demo",))


class Command(BaseCommand):
    help = "Bring the database and the catalogues to what this version needs; safe to repeat."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--district", type=Path, help="the folder of another district than PORTAL_DISTRICT names")
        parser.add_argument("--no-demo", action="store_true", help="the empty real portal")

    def handle(self, *, no_demo, district=None, **options):
        if district and district.resolve() != settings.DISTRICT.folder.resolve():
            settings.DISTRICT = read_district(district.resolve())
            self.stdout.write(f"The server of this portal needs PORTAL_DISTRICT={district.resolve()}")
        ground = [(ground.title, (ground.command,)) for ground in from_below("ground")]
        steps = [*STEPS, *ground, *([DEMO] if settings.DISTRICT.has_demo and not no_demo else [])]
        for number, (title, words) in enumerate(steps, 1):
            self.stdout.write(f"  [{number}/{len(steps)}] {title} …")
            call_command(*words, verbosity=0, stdout=self.stdout)
