from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.accounts.models import User
from portal.demo.story.people import make_people

# In the order in which one stands on the other.
ROOMS = ("campaigns", "surveys", "cells", "board", "pages")


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
        for room in ROOMS:
            self.stdout.write(f"  演示 demo: {room} …")
            import_module(f"portal.demo.story.{room}").build(people=people, now=now)
