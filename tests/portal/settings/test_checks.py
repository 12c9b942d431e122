"""What a portal that serves the public must have: each fault by its number, and a complete one has none."""

from dataclasses import fields, replace

import pytest

from portal.settings import checks
from portal.settings.env import Environment

ALIYUN = {"sms_sender": "aliyun", "sms_gateway_url": "", "sms_account": "id", "sms_secret": "s", "sms_sign": "无废"}


OIDC = {
    "oidc_units_issuer": "https://id.example.cn/faren",
    "oidc_units_client": "portal",
    "oidc_units_secret": "word",
}


def key(letter):
    return f"{letter}0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def complete(tmp_path):
    footer = {item.name: "有" for item in fields(Environment) if item.name.startswith("footer_")}
    return replace(
        Environment(),
        var_dir=tmp_path,
        secret_key=key("A"),
        ledger_key=key("B"),
        seal_key=key("C"),
        certificate_key=key("D"),
        base_url="https://wufei.example.gov.cn/",
        allowed_hosts=["wufei.example.gov.cn"],
        trusted_proxies=1,
        database_url="postgres://portal:word@127.0.0.1/portal",
        cache_url="redis://127.0.0.1:6379/0",
        sms_sender="gateway",
        sms_gateway_url="https://sms.example.cn/send",
        sms_gateway_token="token",
        email_url="smtp+tls://u:p@mail.example.cn:587",
        email_from="wufei@example.gov.cn",
        outbox_dir="",
        fake_now="",
        **footer,
    )


def found(env):
    rules = (checks.addresses, checks.keys, checks.senders, checks.identities, checks.places, checks.footer)
    return [message.id.removeprefix("portal.") for rule in rules for message in rule(env)]


def test_a_complete_one_has_no_fault(complete):
    assert found(complete) == []


def test_one_that_sends_no_texts_needs_no_gateway(complete):
    assert found(replace(complete, sms_sender="none", sms_gateway_url="", sms_gateway_token="")) == []


@pytest.mark.parametrize(
    ("changed", "ids"),
    [
        ({"base_url": "http://wufei.example.gov.cn"}, ["E001"]),
        ({"base_url": "https://wufei.example.gov.cn/portal"}, ["E001"]),
        ({"base_url": "https://localhost"}, ["E001"]),
        ({"base_url": "wufei.example.gov.cn"}, ["E001"]),
        ({"allowed_hosts": ["other.example.gov.cn"]}, ["E002"]),
        ({"allowed_hosts": [".example.gov.cn"]}, []),
        ({"allowed_hosts": ["wufei.example.gov.cn", "*"]}, ["E003"]),
        ({"trusted_proxies": 0}, ["E004"]),
        ({"seal_key": "short"}, ["E005"]),
        ({"secret_key": "changeme" * 8}, ["E005"]),
        ({"seal_key": key("A")}, ["E006"]),
        ({"sms_sender": "console"}, ["E007"]),
        ({"sms_sender": "file"}, ["E007"]),
        ({"outbox_dir": "/tmp/out"}, ["E007"]),
        ({"sms_gateway_url": ""}, ["E008"]),
        ({"sms_gateway_url": "http://sms.example.cn"}, ["E008"]),
        ({"sms_gateway_token": ""}, ["E009"]),
        (ALIYUN, []),
        (ALIYUN | {"sms_secret": ""}, ["E009"]),
        (ALIYUN | {"sms_gateway_url": "http://dysmsapi.aliyuncs.com"}, ["E008"]),
        (ALIYUN | {"sms_sender": "tencent"}, ["E009"]),
        (ALIYUN | {"sms_sender": "tencent", "sms_app": "1400000000"}, []),
        (ALIYUN | {"sms_sender": "mas", "sms_app": "城管局"}, ["E008"]),
        (ALIYUN | {"sms_sender": "mas", "sms_app": "城管局", "sms_gateway_url": "https://mas.example.cn/sms"}, []),
        ({"email_url": ""}, ["E010"]),
        ({"oidc_staff_issuer": "https://id.example.cn"}, ["E019"]),
        (OIDC, []),
        (OIDC | {"oidc_units_issuer": "http://id.example.cn"}, ["E018"]),
        ({"email_from": "noreply@localhost"}, ["E011"]),
        ({"email_from": "wufei"}, ["E011"]),
        ({"cache_url": "memcached://x"}, ["E013"]),
        ({"fake_now": "2030-01-01"}, ["E014"]),
        ({"database_url": "postgres://portal:PASSWORD@127.0.0.1/portal"}, ["E015"]),
        ({"database_url": "sqlite:////srv/portal.sqlite3"}, ["W001"]),
        ({"footer_icp": ""}, ["W002"]),
    ],
)
def test_each_fault_has_its_number(changed, ids, complete):
    assert found(replace(complete, **changed)) == ids


CODES = {"accounts.code": "SMS_1", "cells.returned": "SMS_2"}


@pytest.mark.parametrize(
    ("sender", "codes", "ids"),
    [
        ("aliyun", CODES, []),
        ("aliyun", {"accounts.code": "SMS_1"}, ["E016"]),
        ("tencent", {}, ["E016"]),
        ("aliyun", CODES | {"cells.retruned": "SMS_3"}, ["W004"]),
        ("mas", {}, []),
        ("mas", {"accounts.code": "1"}, ["E016"]),
        ("gateway", {}, []),
        ("none", {}, []),
    ],
)
def test_every_text_has_its_code(complete, sender, codes, ids):
    env = replace(complete, sms_sender=sender, sms_templates=codes)
    assert [message.id.removeprefix("portal.") for message in checks.approved_texts(env, CODES)] == ids


def test_every_text_of_ours_names_its_values():
    assert checks.message_texts() == []
    (fault,) = checks.valued_texts({"cells/messages/returned.txt": None, "accounts/messages/code.txt": object()})
    assert (fault.id, fault.msg) == ("portal.E017", "cells/messages/returned.txt: no {% texted %}.")


def test_data_folders_are_there(complete, tmp_path):
    assert found(replace(complete, var_dir=tmp_path / "nowhere")) == ["E012"]


def test_each_message_has_a_hint_of_one_line(complete):
    bare = replace(Environment(), sms_sender="gateway", fake_now="2030-01-01", allowed_hosts=["*"])
    rules = (checks.addresses, checks.keys, checks.senders, checks.identities, checks.places, checks.footer)
    messages = [message for rule in rules for message in rule(bare)] + list(checks.misspelt({"PORTAL_SMS": ""}))
    assert len(messages) > 10
    assert [message.id for message in messages if not message.hint or "\n" in message.hint + message.msg] == []


def test_slips_of_the_pen_are_warned_of():
    (message,) = checks.misspelt({"PORTAL_SMS_GATEWAY": "x", "PATH": "y"})
    assert (message.id, message.msg) == ("portal.W003", "PORTAL_SMS_GATEWAY is read by nobody.")
