"""WeChat's code flow against a small WeChat of our own on the loopback."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialApp
from django.test import RequestFactory

from portal.accounts.wechat.provider import InsideProvider, WebsiteProvider
from portal.accounts.wechat.views import InsideAdapter, WebsiteAdapter

PROFILE = {"openid": "o-1", "unionid": "u-1", "nickname": "零废弃的小明", "city": "常州"}


class WeChat(BaseHTTPRequestHandler):
    asked: list = []

    def do_GET(self):
        url = urlsplit(self.path)
        self.asked.append((url.path, parse_qs(url.query)))
        token = {"access_token": "t", "openid": "o-1"}
        body = json.dumps(token if url.path == "/token" else PROFILE, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")  # as WeChat does
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def wechat():
    server = HTTPServer(("127.0.0.1", 0), WeChat)
    WeChat.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
@pytest.mark.parametrize(("provider", "adapter"), [(WebsiteProvider, WebsiteAdapter), (InsideProvider, InsideAdapter)])
def test_names_arrive_whole_and_both_ways_are_one_person(wechat, monkeypatch, provider, adapter):
    monkeypatch.setattr(adapter, "access_token_url", f"{wechat}/token")
    monkeypatch.setattr(adapter, "profile_url", f"{wechat}/profile")
    made = provider(RequestFactory().get("/"), app=SocialApp(provider=provider.id, client_id="x", secret="y"))
    monkeypatch.setattr(adapter, "get_provider", lambda self: made)
    request = RequestFactory().get("/")
    ours = adapter(request)
    token = adapter.client_class(
        request, "x", "y", ours.access_token_method, ours.access_token_url, "http://testserver/callback"
    ).get_access_token("code")
    login = ours.complete_login(request, None, type("Token", (), {"token": token["access_token"]}), response=token)
    assert login.account.uid == "u-1"
    assert login.account.extra_data["nickname"] == "零废弃的小明"
    assert [path for path, _ in WeChat.asked] == ["/token", "/profile"]
