"""Where a text message goes: the console, a file, or the gateway that the operator names."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError

from portal.accounts import sms
from portal.accounts.passwords import CharacterClassesValidator
from portal.accounts.sms.texts import Text
from portal.inbox.enums import Channel
from portal.inbox.senders import ways_to
from tests.factories.accounts import UserFactory, ask_code


class Gateway(BaseHTTPRequestHandler):
    taken: list = []
    status = 200

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append((self.headers["Authorization"], body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway(settings):
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Gateway.taken.clear()
    Gateway.status = 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PORTAL_SMS_SENDER = "gateway"
    settings.PORTAL_SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.PORTAL_SMS_GATEWAY_TOKEN = "token"
    yield Gateway
    server.shutdown()
    server.server_close()


def test_the_gateway_gets_number_text_and_token(gateway):
    sms.send("+8613800138000", Text("x", "", "您好"))
    assert gateway.taken == [("Bearer token", {"to": "+8613800138000", "text": "您好"})]


def test_a_gateway_that_refuses_or_is_away_is_undelivered(gateway, settings):
    gateway.status = 500
    with pytest.raises(sms.UndeliveredError):
        sms.send("+8613800138000", Text("x", "", "您好"))
    settings.PORTAL_SMS_GATEWAY_URL = "http://127.0.0.1:1/"
    with pytest.raises(sms.UndeliveredError):
        sms.send("+8613800138000", Text("x", "", "您好"))


def test_files_hold_one_message_each(settings, tmp_path):
    settings.PORTAL_SMS_SENDER, settings.PORTAL_OUTBOX_DIR = "file", str(tmp_path / "out")
    sms.send("+8613800138000", Text("x", "", "一"))
    sms.send("+8613800138000", Text("x", "", "二"))
    told = sorted(json.loads(file.read_text())["text"] for file in (tmp_path / "out").glob("sms-8613800138000-*.json"))
    assert told == ["一", "二"]


def test_the_console_shows_it(settings, capsys):
    settings.PORTAL_SMS_SENDER = "console"
    sms.send("+8613800138000", Text("x", "", "您好"))
    assert "您好" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("password", "holds"),
    [("abcdefabcdef", False), ("abcdef123456", False), ("Abcdef123456", True), ("ab-def123456", True)],
)
def test_graded_protection_asks_for_three_kinds_of_signs(password, holds):
    validator = CharacterClassesValidator()
    if holds:
        validator.validate(password)
    else:
        with pytest.raises(ValidationError):
            validator.validate(password)


def test_where_no_texts_are_sent_none_is_lost_in_silence(settings):
    settings.PORTAL_SMS_SENDER = "none"
    with pytest.raises(sms.UndeliveredError):
        sms.send("+8613800138000", Text("x", "", "您好"))


@pytest.mark.django_db
def test_where_no_texts_are_sent_messages_go_by_mail(settings):
    user = UserFactory(email="a@example.cn")
    user.set_phone("+8613800138000", verified=True)
    assert ways_to(user) == [Channel.SMS, Channel.MAIL]
    settings.PORTAL_SMS_SENDER = "none"
    assert ways_to(user) == [Channel.MAIL]


@pytest.mark.django_db
def test_where_no_texts_are_sent_the_door_says_so(client, settings):
    assert "/account/login/code/" in client.get("/account/login/").text
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = False
    page = client.get("/account/login/").text
    assert "/account/login/code/" not in page
    assert "本平台未开通短信" in page


@pytest.mark.django_db
def test_a_code_that_could_not_be_sent_is_said_and_logged(client, gateway, caplog):
    gateway.status = 500
    ask_code(client, "13800138000")
    page = client.get("/account/login/code/confirm/")
    assert page.status_code == 200
    assert "验证码未能发出" in page.text
    assert "text message to +8613800138000 not taken by gateway" in caplog.text
