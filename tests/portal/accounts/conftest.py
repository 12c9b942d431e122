import pytest
from allauth.socialaccount.models import SocialAccount

from portal.accounts.roles import Role
from tests.factories.accounts import GrantFactory
from tests.portal.accounts.identities import CLIENT, SECRET, Service, serve


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
