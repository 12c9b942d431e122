"""WeChat's code flow against a small WeChat of our own: one person, whichever way they come."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from portal.accounts import sms
from portal.accounts.models import User
from portal.accounts.wechat.views import WeChatAdapter
from tests.factories.accounts import ask_code
from tests.portal.accounts.identities import WECHAT_APPS, WeChat, serve

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
INSIDE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile MicroMessenger/8.0.49(0x28003133)"
OUTSIDE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36"
WECOM = f"{INSIDE} wxwork/4.1.0"
APPS = [
    {"client_id": "wx-website", "secret": "secret-w", "settings": {"inside": False}},
    {"client_id": "wx-inside", "secret": "secret-i", "settings": {"inside": True}},
]


@pytest.fixture(autouse=True)
def _clean():
    cache.clear()
    sms.sent.clear()


@pytest.fixture
def wechat(settings, monkeypatch):
    server = serve(WeChat)
    monkeypatch.setattr(WeChatAdapter, "access_token_url", f"{server.issuer}/token")
    monkeypatch.setattr(WeChatAdapter, "profile_url", f"{server.issuer}/profile")
    settings.SOCIALACCOUNT_PROVIDERS = {"weixin": {"APPS": APPS}}
    yield server
    server.shutdown()
    server.server_close()


def browser(agent=OUTSIDE) -> Client:
    return Client(headers={"user-agent": agent})


def led_to(answer):
    """Where the page in between leads, and what is asked there."""
    target = unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)[1])
    url = urlsplit(target)
    return f"{url.netloc}{url.path}", dict(parse_qsl(url.query)), url.fragment


def come(client, wechat, unionid="u-1", state=None):
    """Press the button, consent there, come back."""
    _, asked, _ = led_to(client.post("/account/weixin/login/?process=login"))
    wechat.codes["c-1"] = (asked["appid"], unionid)
    return client.get("/account/weixin/login/callback/", {"code": "c-1", "state": state or asked["state"]})


def give_number(client, phone="13800138000"):
    sms.sent.clear()
    cache.clear()
    ask_code(client, phone)
    return client.post("/account/login/code/confirm/", {"code": re.search(r"\d{6}", sms.sent[-1][1])[0]})


def who(client) -> int:
    return int(client.session.get("_auth_user_id", 0))


@pytest.mark.parametrize(
    ("agent", "apps", "address", "app", "scope"),
    [
        (OUTSIDE, APPS, "open.weixin.qq.com/connect/qrconnect", "wx-website", "snsapi_login"),
        (INSIDE, APPS, "open.weixin.qq.com/connect/oauth2/authorize", "wx-inside", "snsapi_userinfo"),
        (WECOM, APPS, "open.weixin.qq.com/connect/qrconnect", "wx-website", "snsapi_login"),
        (OUTSIDE, APPS[1:], None, "", ""),
        (INSIDE, APPS[:1], None, "", ""),
        (INSIDE, [], None, "", ""),
    ],
)
def test_one_button_that_fits_where_one_is(wechat, settings, agent, apps, address, app, scope):
    settings.SOCIALACCOUNT_PROVIDERS = {"weixin": {"APPS": apps}}
    client = browser(agent)
    page = client.get("/account/login/").text
    assert page.count("微信登录") == (1 if address else 0)
    if address:
        assert "Sign in with WeChat" in client.get("/en/account/login/").text
        place, asked, fragment = led_to(client.post("/account/weixin/login/?process=login"))
        assert (place, asked["appid"], asked["scope"], fragment) == (address, app, scope, "wechat_redirect")
        assert asked["redirect_uri"] == "http://testserver/account/weixin/login/callback/"
        assert list(asked) == sorted(asked)  # WeChat's own client refuses another order


def test_the_number_is_asked_for_once_and_both_ways_are_one_person(wechat):
    """AUT: the same unionid, inside and outside, whoever comes first."""
    first = browser(INSIDE)
    answer = come(first, wechat)
    assert answer["Location"] == "/account/login/code/"
    assert (User.objects.count(), SocialAccount.objects.count()) == (0, 0)
    assert "微信 零废弃的小明" in first.get("/account/login/code/").text
    give_number(first)
    person = User.objects.with_phone("+8613800138000").get()
    assert who(first) == person.pk
    for agent in (OUTSIDE, INSIDE):
        again = browser(agent)
        assert come(again, wechat).status_code == 302
        assert who(again) == person.pk
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == ("weixin", "u-1", {"nickname": "零废弃的小明"})
    assert User.objects.count() == 1


def test_who_has_an_account_by_phone_keeps_it(wechat):
    by_phone = browser()
    give_number(by_phone)
    by_wechat = browser(INSIDE)
    come(by_wechat, wechat)
    give_number(by_wechat, "+86 138 0013 8000")
    assert who(by_wechat) == who(by_phone) > 0


def test_without_a_unionid_the_openid_serves_and_is_joined_later(wechat):
    client = browser()
    come(client, wechat, unionid="")
    give_number(client)
    assert SocialAccount.objects.get().uid == "o-web"
    later = browser()
    come(later, wechat, unionid="u-1")
    assert (who(later), SocialAccount.objects.get().uid) == (who(client), "u-1")
    inside = browser(INSIDE)
    come(inside, wechat, unionid="u-1")
    assert who(inside) == who(client)


@pytest.mark.parametrize("fault", ["state", "code", "secret", "person"])
def test_what_wechat_or_the_browser_says_wrongly_signs_nobody_in(wechat, settings, fault):
    if fault == "secret":
        settings.SOCIALACCOUNT_PROVIDERS = {"weixin": {"APPS": [APPS[0] | {"secret": "wrong"}]}}
    if fault == "person":
        wechat.named = "o-other"
    client = browser()
    if fault == "code":
        _, asked, _ = led_to(client.post("/account/weixin/login/?process=login"))
        answer = client.get("/account/weixin/login/callback/", {"code": "unknown", "state": asked["state"]})
    else:
        answer = come(client, wechat, state="forged" if fault == "state" else None)
    assert answer.status_code < 500
    assert (who(client), SocialAccount.objects.count(), "pending_identity" in client.session) == (0, 0, False)


def test_a_state_is_good_once(wechat):
    client = browser()
    _, asked, _ = led_to(client.post("/account/weixin/login/?process=login"))
    for code, is_taken in (("a", True), ("b", False)):
        wechat.codes[code] = ("wx-website", "u-1")
        client.get("/account/weixin/login/callback/", {"code": code, "state": asked["state"]})
        assert (code not in wechat.codes) is is_taken


def test_who_came_by_wechat_and_another_who_signs_in_by_password_are_not_joined(wechat):
    from tests.factories.accounts import PASSWORD, UserFactory, try_password  # noqa: PLC0415

    UserFactory(username="somebody")
    client = browser()
    come(client, wechat)
    assert try_password(client, "somebody", PASSWORD)
    assert SocialAccount.objects.count() == 0


def test_who_left_a_device_behind_is_not_joined_with_the_next(wechat):
    """The page of the number names whose it is; who begins at the door begins anew."""
    client = browser()
    come(client, wechat)
    client.get("/account/login/")
    assert "零废弃的小明" not in client.get("/account/login/code/").text
    give_number(client)
    assert (SocialAccount.objects.count(), who(client) > 0) == (0, True)


def test_what_waited_for_too_long_is_not_joined(wechat, monkeypatch):
    client = browser()
    come(client, wechat)
    monkeypatch.setattr("portal.accounts.social.PENDING_SECONDS", -1)
    give_number(client)
    assert (SocialAccount.objects.count(), who(client) > 0) == (0, True)


def test_nobody_adds_to_what_wechat_is_asked(wechat):
    client = browser()
    extra = "&scope=snsapi_base&auth_params=redirect_uri%3Dhttps%3A%2F%2Fevil.example%26appid%3Dx"
    _, asked, _ = led_to(client.post(f"/account/weixin/login/?process=login{extra}"))
    assert (asked["appid"], asked["scope"]) == ("wx-website", "snsapi_login")
    assert asked["redirect_uri"].startswith("http://testserver/")


def test_where_there_is_no_app_there_is_no_page(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert client.post("/account/weixin/login/").status_code == 404
    assert client.get("/account/weixin/login/callback/").status_code == 404


@pytest.mark.parametrize(("path", "status"), [("MP_verify_aB3dE5.txt", 200), ("MP_verify_other.txt", 404)])
def test_the_file_that_wechat_asks_for(client, settings, path, status):
    settings.PORTAL_WECHAT_VERIFY = ["aB3dE5"]
    answer = client.get(f"/{path}")
    assert answer.status_code == status
    if status == 200:
        assert (answer.content, answer["Content-Type"]) == (b"aB3dE5", "text/plain; charset=utf-8")


def test_the_stand_in_knows_both_apps():
    assert {app["client_id"]: app["secret"] for app in APPS} == {
        app: secret for app, (secret, _) in WECHAT_APPS.items()
    }
