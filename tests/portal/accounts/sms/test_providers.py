"""The three providers: signed by their rules, refused in their words, and never sent twice on an unclear answer."""

from datetime import UTC, datetime, timedelta

import pytest

from portal import clock
from portal.accounts import sms
from portal.accounts.sms import aliyun, tencent
from portal.accounts.sms.refusals import FINAL, Refusal, RefusedError, UndeliveredError, UnreadableError
from portal.accounts.sms.texts import compose
from portal.inbox.senders import is_final, is_not_taken
from tests.portal.accounts.sms.providers import SIGN

PHONE = "+8613800138000"


def code_text():
    return compose("accounts/messages/code.txt", {"code": "042917"})


def certified():
    values = {
        "path": "/单位/1/?a=1&b=<2>",
        "number": "TNWF/2026/0001",
        "reference": '甲&乙 "引号" + 100%',
        "base_url": "x",
    }
    return compose("cells/messages/certified.txt", values)


def test_the_example_of_aliyun(settings):
    """As published: help.aliyun.com, V3 request structure and signature, the fixed example."""
    settings.PORTAL_SMS_ACCOUNT, settings.PORTAL_SMS_SECRET = "YourAccessKeyId", "YourAccessKeySecret"
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    query = "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai"
    assert aliyun.authorization(headers, query) == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;"
        "x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_the_example_of_tencent(settings):
    """As published: tencentcloud.com, Signature v3; the last signs of the key are stars there too."""
    settings.PORTAL_SMS_ACCOUNT = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******"
    settings.PORTAL_SMS_SECRET = "Gu5t9xGARNpq86cd98joQYCN3*******"
    headers = {
        "content-type": "application/json; charset=utf-8",
        "host": "cvm.tencentcloudapi.com",
        "x-tc-action": "DescribeInstances",
    }
    body = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    moment = datetime.fromtimestamp(1551113065, UTC)
    assert tencent.authorization(headers, body, "cvm", moment) == (
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host;x-tc-action, "
        "Signature=be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3"
    )


def test_a_code_arrives_with_its_values_in_order(provider):
    sms.send(PHONE, code_text())
    values = {"code": "042917"} if provider.name == "aliyun" else ["042917"]
    assert provider.taken == [(PHONE if provider.name == "tencent" else PHONE[3:], values, SIGN)]


def test_signs_of_every_kind_are_signed_as_they_are_sent(provider):
    text = certified()
    sms.send(PHONE, text)
    ((_, values, _),) = provider.taken
    assert list(values.values() if provider.name == "aliyun" else values) == list(text.values.values())
    assert list(text.values) == ["reference", "number", "path"]


@pytest.mark.parametrize("setting", ["PORTAL_SMS_SECRET", "PORTAL_SMS_ACCOUNT"])
def test_a_wrong_key_is_refused_and_tried_again_once_it_is_mended(provider, settings, setting):
    setattr(settings, setting, "other")
    with pytest.raises(RefusedError) as refused:
        sms.send(PHONE, code_text())
    assert refused.value.refusal == Refusal.ACCESS
    assert (is_not_taken(refused.value), is_final(refused.value), provider.taken) == (True, False, [])


def test_what_was_altered_on_the_way_is_refused(provider, monkeypatch):
    """The stand-ins do weigh the signature: a body that is not the signed one is not taken."""
    module = getattr(sms, provider.name)
    post = module.post
    other = {"aliyun": (b"138", b"139"), "tencent": (b"138", b"139"), "mas": (b"MTM4", b"MTM5")}[provider.name]

    def altered(address, body, headers):
        swapped = body.replace(*other, 1)
        if provider.name == "mas":
            import base64  # noqa: PLC0415

            swapped = base64.b64encode(base64.b64decode(body).replace(b"13800138000", b"13900138000"))
        assert swapped != body
        return post(address, swapped, headers)

    monkeypatch.setattr(module, "post", altered)
    with pytest.raises(RefusedError) as refused:
        sms.send(PHONE, code_text())
    assert (refused.value.refusal, provider.taken) == (Refusal.ACCESS, [])


@pytest.mark.parametrize("minutes", [-20, 20])
def test_a_clock_that_is_wrong_is_no_right_signature(provider, monkeypatch, minutes):
    if provider.name == "mas":
        pytest.skip("its mac holds no time")
    now = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=minutes))
    with pytest.raises(RefusedError) as refused:
        sms.send(PHONE, code_text())
    assert refused.value.refusal == Refusal.ACCESS


REFUSALS = {
    "aliyun": {
        "isv.BUSINESS_LIMIT_CONTROL": "limit",
        "isv.DAY_LIMIT_CONTROL": "limit",
        "Throttling.User": "limit",
        "isv.AMOUNT_NOT_ENOUGH": "balance",
        "isv.OUT_OF_SERVICE": "balance",
        "isp.RAM_PERMISSION_DENY": "access",
        "isv.MOBILE_NUMBER_ILLEGAL": "number",
        "isv.BLACK_KEY_CONTROL_LIMIT": "number",
        "isv.SMS_TEMPLATE_ILLEGAL": "template",
        "isv.SMS_SIGNATURE_ILLEGAL": "template",
        "isv.TEMPLATE_MISSING_PARAMETERS": "template",
        "isv.PARAM_LENGTH_LIMIT": "template",
        "isp.SYSTEM_ERROR": "busy",
        "isv.SOMETHING_NEW": "busy",
    },
    "tencent": {
        "LimitExceeded.PhoneNumberDailyLimit": "limit",
        "LimitExceeded.PhoneNumberThirtySecondLimit": "limit",
        "RequestLimitExceeded": "limit",
        "FailedOperation.InsufficientBalanceInSmsPackage": "balance",
        "UnauthorizedOperation.SmsSdkAppIdVerifyFail": "access",
        "FailedOperation.PhoneNumberInBlacklist": "number",
        "InvalidParameterValue.IncorrectPhoneNumber": "number",
        "FailedOperation.SignatureIncorrectOrUnapproved": "template",
        "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": "template",
        "FailedOperation.ContainSensitiveWord": "template",
        "InvalidParameterValue.TemplateParameterLengthLimit": "template",
        "InternalError.Timeout": "busy",
        "Something.New": "busy",
    },
    "mas": {
        "OverDailyMax": "limit",
        "RequestTooOften": "limit",
        "IllegalIpAddress": "access",
        "InvalidMobile": "number",
        "NoSignId": "template",
        "IllegalSignId": "template",
        "IllegalUseTemplate": "template",
        "SystemBusy": "busy",
        "SomethingNew": "busy",
    },
}


def test_refusals_are_told_apart(provider):
    for code, kind in REFUSALS[provider.name].items():
        provider.refusal = code
        with pytest.raises(RefusedError) as refused:
            sms.send(PHONE, code_text())
        error = refused.value
        assert (error.refusal, str(error)) == (kind, f"{kind} ({code})")
        assert is_not_taken(error)
        assert is_final(error) == (kind in FINAL)
    assert provider.taken == []


def test_a_text_that_nobody_approved_is_not_tried_again(provider, settings):
    settings.PORTAL_SMS_TEMPLATES = {"accounts.code": "SMS_9"}
    if provider.name == "mas":
        settings.PORTAL_SMS_TEMPLATES, provider.refusal = {}, ""
        sms.send(PHONE, code_text())
        assert provider.taken[0][1] == code_text().words  # norsubmit takes the words themselves
        return
    with pytest.raises(RefusedError) as refused:
        sms.send(PHONE, code_text())
    assert is_final(refused.value)


@pytest.mark.parametrize(
    ("answer", "is_sure"),
    [
        ((200, b"<html>maintenance</html>"), False),
        ((200, b"[]"), False),
        ((200, b"{}"), False),
        ((200, b""), False),
        ((500, b"{}"), False),
        ((504, b"{}"), False),
    ],
)
def test_an_answer_that_says_neither_is_never_tried_again(provider, answer, is_sure):
    provider.broken = answer
    with pytest.raises(UnreadableError) as fault:
        sms.send(PHONE, code_text())
    assert is_not_taken(fault.value) is is_sure


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_elsewhere(provider, status):
    """A redirected POST would arrive as a visit, and its 200 be taken for a receipt."""
    provider.broken = (status, b"")
    with pytest.raises(UndeliveredError):
        sms.send(PHONE, code_text())
    assert provider.visited == []


@pytest.mark.parametrize("address", ["http://sms.example.cn/", "ftp://127.0.0.1/", "file:///etc/passwd", "", "sms"])
def test_only_https_leaves_the_machine(provider, settings, address):
    if not address and provider.name != "mas":
        return  # their own address, which is https
    settings.PORTAL_SMS_GATEWAY_URL = address
    with pytest.raises(UndeliveredError, match="https"):
        sms.send(PHONE, code_text())


def test_in_production_not_even_this_machine_is_called_in_the_clear(provider, settings):
    settings.PORTAL_PRODUCTION = True
    with pytest.raises(UndeliveredError, match="https"):
        sms.send(PHONE, code_text())
    assert provider.taken == []


def test_their_own_addresses_are_https():
    assert aliyun.ENDPOINT.startswith("https://dysmsapi.aliyuncs.com")
    assert tencent.ENDPOINT.startswith("https://sms.tencentcloudapi.com")


def test_no_secret_and_no_number_is_said_of_a_refusal(provider, caplog):
    provider.refusal = "isp.SYSTEM_ERROR"
    with pytest.raises(UndeliveredError) as refused:
        sms.send(PHONE, code_text())
    assert "secret-1" not in caplog.text + str(refused.value)
    assert "042917" not in caplog.text
