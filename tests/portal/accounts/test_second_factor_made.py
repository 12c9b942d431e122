"""Setting up a second factor proves the session that did it; committed, since what ends sessions waits for that."""

import pytest

from portal.accounts.roles import Role
from tests.factories.accounts import PASSWORD, GrantFactory, try_password
from tests.portal.accounts.test_door import totp

DESK = "/account/staff/"


@pytest.mark.django_db(transaction=True)
def test_setting_a_factor_up_proves_the_session(client):
    GrantFactory(role=Role.SECURITY_ADMINISTRATOR, user__username="new")
    assert try_password(client, "new", PASSWORD)
    assert client.get(DESK)["Location"].endswith("/account/2fa/")
    client.get("/account/2fa/totp/activate/")
    client.post("/account/2fa/totp/activate/", {"code": totp(client.session["mfa.totp.secret"])})
    assert client.get(DESK).status_code == 200
