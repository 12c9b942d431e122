from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def invite(*words):
    out = StringIO()
    call_command("invite_security_administrator", *words, stdout=out)
    return out.getvalue().strip()


def test_first_account_is_a_security_administrator_who_sets_a_password(client, settings):
    address = invite("safety", "王安全")
    user = User.objects.get(username="safety")
    assert [grant.role for grant in user.grants.all()] == [Role.SECURITY_ADMINISTRATOR]
    assert not user.has_usable_password()
    assert address.startswith(settings.PORTAL_BASE_URL)
    assert client.get(address.removeprefix(settings.PORTAL_BASE_URL), follow=True).status_code == 200


def test_second_call_gives_a_new_address_and_no_second_account():
    invite("safety", "王安全")
    assert invite("safety", "王安全").startswith("http")
    assert User.objects.filter(username="safety").count() == 1


def test_somebody_elses_account_is_not_raised():
    UserFactory(username="editor")
    with pytest.raises(CommandError):
        invite("editor", "编辑")
