"""The migration that makes one provider of WeChat's two."""

from importlib import import_module

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_who_came_one_way_is_found_and_nobody_is_lost():
    outside, inside, both = UserFactory(), UserFactory(), UserFactory()
    twin = UserFactory()
    rows = ((outside, "weixin", "u-1"), (inside, "weixin_inside", "u-2"), (both, "weixin", "u-3"))
    for user, provider, uid in (*rows, (twin, "weixin_inside", "u-3")):
        SocialAccount.objects.create(user=user, provider=provider, uid=uid)
    migration = import_module("portal.accounts.migrations.0003_one_wechat")
    for _ in range(2):  # safe to repeat
        migration.join(apps, None)
        found = set(SocialAccount.objects.values_list("user", "provider", "uid"))
        assert found == {
            (outside.pk, "weixin", "u-1"),
            (inside.pk, "weixin", "u-2"),
            (both.pk, "weixin", "u-3"),
            (twin.pk, "weixin_inside", "u-3"),
        }
