from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.administration.operations import create_staff_account, grant_role, invitation_path
from portal.clock import now


class Command(BaseCommand):
    help = "Make the first account, a security administrator, and print the address where its owner sets a password."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("name")

    def handle(self, *args, username, name, **options):
        user = User.objects.filter(username=username).first()
        if user and not user.grants.filter(role=Role.SECURITY_ADMINISTRATOR).exists():
            raise CommandError(f"{username} is somebody else's account; choose another name.")
        if not user:
            user = self._made(username, name)
        self.stdout.write(f"{settings.PORTAL_BASE_URL}{invitation_path(user)}")

    @transaction.atomic
    def _made(self, username, name):
        moment = now()
        user = create_staff_account(actor=None, now=moment, username=username, name=name)
        grant_role(actor=None, now=moment, user=user, role=Role.SECURITY_ADMINISTRATOR)
        return user
