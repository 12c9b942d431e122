"""The CMS has no door of its own; asking keeps a sign-in going."""

from datetime import timedelta

import pytest

from portal import clock
from portal.accounts.roles import Role
from tests.factories.accounts import PASSWORD, GrantFactory, UserFactory, with_second_factor
from tests.portal.accounts.test_door import totp

pytestmark = pytest.mark.django_db


def test_signed_in_without_the_right_the_way_ends_instead_of_leading_round(client):
    client.force_login(UserFactory())
    answer = client.get("/cms/", follow=True)
    assert answer.status_code == 403
    assert answer.redirect_chain == [("/cms/login/?next=/cms/", 302)]


@pytest.mark.parametrize(("role", "minutes"), [(None, 120), (Role.AUDITOR, 30), (Role.EVALUATOR, 15)])
def test_asking_keeps_a_sign_in_going_until_its_twelve_hours(client, now, monkeypatch, role, minutes):
    monkeypatch.setattr(clock, "now", lambda: now)
    client.force_login(with_second_factor(GrantFactory(role=role).user) if role else UserFactory())
    session = "/account/session/"
    assert client.get(session).json() == {"seconds": minutes * 60}
    most = 12 * 60 - 1
    for passed in range(minutes - 1, most, minutes - 1):
        monkeypatch.setattr(clock, "now", lambda passed=passed: now + timedelta(minutes=passed))
        assert client.get(session).json() == {"seconds": min(minutes, 12 * 60 - passed) * 60}
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=12, seconds=1))
    assert client.get(session)["Location"].startswith("/account/login/")


def test_pages_say_how_long_a_sign_in_lasts(client):
    client.force_login(UserFactory())
    assert 'data-session-seconds="7200"' in client.get("/account/sessions/").content.decode()
    client.logout()
    assert "data-session-seconds" not in client.get("/account/login/").content.decode()


def test_the_list_of_devices_says_how_each_signed_in(client):
    user = with_second_factor(GrantFactory(role=Role.AUDITOR, user__username="auditor").user)
    client.post("/account/login/", {"login": "auditor", "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": totp()})
    assert user.usersession_set.count() == 1
    assert "密码 + 验证器应用" in client.get("/account/sessions/").content.decode()
