from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.accounts.models import User
from portal.demo.story import chapters
from portal.demo.story.people import make_people


class Command(BaseCommand):
    help = "Build the demonstration: every item says 演示 where it shows. Runs once."

    def handle(self, *args, **options):
        if settings.SETTINGS_MODULE == "portal.settings.production":
            raise CommandError("Demo content has no place in production.")
        if User.objects.filter(username="demo-editor").exists():
            self.stdout.write("演示内容已在 (demo content is there)")
            return
        settings.PORTAL_DEMO_MARK.touch()
        now = clock.now()
        people = make_people(now=now)
        for chapter in chapters():
            self.stdout.write(f"  演示 demo: {chapter.__name__.rpartition('.')[2]} …")
            chapter.build(people=people, now=now)
