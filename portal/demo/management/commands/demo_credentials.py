import json
from dataclasses import asdict

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.story.people import PEOPLE, renew_credentials


class Command(BaseCommand):
    help = "Give the 演示 accounts new one-time credentials and print them."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for tools")

    def handle(self, *args, **options):
        if settings.SETTINGS_MODULE == "portal.settings.production":
            raise CommandError("Demo accounts have no place in production.")
        known = set(User.objects.filter(username__startswith="demo-").values_list("username", flat=True))
        people = [person for person in PEOPLE if f"demo-{person.key}" in known]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(renew_credentials(person)) for person in people]))
            return
        if not people:
            return
        self.stdout.write("演示账号（口令每次启动更换，恢复码各用一次）  demo accounts, credentials of this start only")
        for person in people:
            given = renew_credentials(person)
            role = str(Role(given.role).label)
            if given.phone:
                self.stdout.write(f"  {role:<8} 手机验证码登录 phone {given.phone}（验证码见本窗口 code shows here）")
            else:
                codes = " ".join(given.recovery_codes)
                self.stdout.write(f"  {role:<8} {given.username}  {given.password}  第二步 second step: {codes}")
