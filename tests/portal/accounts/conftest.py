import os

import pytest
from allauth.core.internal import ratelimit as counting
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from portal.accounts import sms
from portal.accounts.roles import Role
from portal.settings.data import caches
from portal.settings.env import Environment
from tests.factories.accounts import GrantFactory
from tests.portal.accounts.identities import CLIENT, SECRET, Service, serve

# As it ships: with fewer rows than others' tries write, a count would be thrown away for room (trap M2).
DATABASE_CACHE = caches(Environment(cache_url=""))["default"] | {"LOCATION": "limits_cache"}
# The cache of a server with Redis too, wherever the environment names one.
CACHES = {"database": DATABASE_CACHE} | (
    {"redis": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["CACHE_URL"]}}
    if os.environ.get("CACHE_URL")
    else {}
)


@pytest.fixture(params=CACHES)
def shared(request, transactional_db, walk, settings, monkeypatch):
    """The cache as it is shared by several workers; the suite's own lives in one process.

    Who waits for the count is not sent on after a second: on a machine that does much else the first may take longer.
    """
    monkeypatch.setattr(counting, "CACHE_LOCK_WAIT_TIMEOUT", 60)
    monkeypatch.setattr(counting, "CACHE_LOCK_TIMEOUT", 60)
    settings.CACHES = {**settings.CACHES, "default": CACHES[request.param]}
    call_command("createcachetable", verbosity=0)
    cache.clear()
    sms.sent.clear()
    yield
    cache.clear()
    if request.param == "database":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE limits_cache")


@pytest.fixture
def service(settings):
    server = serve(Service)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": way,
                    "name": name,
                    "client_id": CLIENT,
                    "secret": SECRET,
                    "settings": {"server_url": server.issuer, "staff": way == "staff"},
                }
                for way, name in (("staff", "统一身份认证"), ("units", "法人"))
            ]
        }
    }
    settings.PORTAL_IDENTITIES = {"staff": "统一身份认证", "units": "法人"}
    settings.PORTAL_OIDC_SECOND_STEPS = ["mfa", "urn:example:loa3"]
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def officer():
    user = GrantFactory(role=Role.DISTRICT_REVIEWER, user__username="reviewer").user
    SocialAccount.objects.create(user=user, provider="staff", uid="s-1")
    return user
