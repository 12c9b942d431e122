from django.core.management.base import BaseCommand
from django.utils import translation

from portal.home.results.manual import SOURCE, as_markdown, roles


class Command(BaseCommand):
    help = "Write the page of each role into docs/manual, from docs/manual/places.md."

    def handle(self, *args, **options):
        with translation.override("zh-hans"):
            for role in roles():
                SOURCE.with_name(f"{role.value}.md").write_text(as_markdown(role), encoding="utf-8")
        self.stdout.write(f"{len(roles())} pages.")
