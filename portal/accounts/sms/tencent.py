"""Tencent Cloud's short message service (sms 2021-01-11, SendSms), signed by TC3-HMAC-SHA256.

https://cloud.tencent.com/document/api/382/52071
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from portal import clock
from portal.accounts.sms.answers import object_in, text_at
from portal.accounts.sms.calls import post
from portal.accounts.sms.refusals import Refusal, RefusedError, UnreadableError, refusal_of
from portal.accounts.sms.texts import Text, code_of

ENDPOINT = "https://sms.tencentcloudapi.com/"
REGION = "ap-guangzhou"
ALGORITHM = "TC3-HMAC-SHA256"
KNOWN = {
    Refusal.LIMIT: ("LimitExceeded", "RequestLimitExceeded"),
    Refusal.BALANCE: ("FailedOperation.InsufficientBalance", "ResourceInsufficient", "UnauthorizedOperation.Arrears"),
    Refusal.ACCESS: ("AuthFailure", "UnauthorizedOperation", "InternalError.SigVerificationFail"),
    Refusal.NUMBER: (
        "FailedOperation.PhoneNumber",
        "InvalidParameterValue.IncorrectPhoneNumber",
        "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone",
    ),
    Refusal.TEMPLATE: (
        "FailedOperation.Template",
        "FailedOperation.Sign",
        "FailedOperation.MissingSignature",
        "FailedOperation.MissingTemplate",
        "FailedOperation.ContainSensitiveWord",
        "InvalidParameter",
        "MissingParameter",
        "UnsupportedOperation",
    ),
}


def send(phone: str, text: Text) -> None:
    asked = {
        "PhoneNumberSet": [phone],
        "SmsSdkAppId": settings.PORTAL_SMS_APP,
        "SignName": settings.PORTAL_SMS_SIGN,
        "TemplateId": code_of(text),
        "TemplateParamSet": list(text.values.values()),
    }
    address, moment = settings.PORTAL_SMS_GATEWAY_URL or ENDPOINT, clock.now()
    headers = {
        "content-type": "application/json; charset=utf-8",
        "host": urlsplit(address).netloc,
        "x-tc-action": "SendSms",
        "x-tc-version": "2021-01-11",
        "x-tc-timestamp": str(int(moment.timestamp())),
        "x-tc-region": REGION,
    }
    body = json.dumps(asked).encode()
    headers["Authorization"] = authorization(headers, body, "sms", moment)
    answer = object_in(post(address, body, headers)[1])
    code = text_at(answer, "Response", "Error", "Code") or text_at(answer, "Response", "SendStatusSet", 0, "Code")
    if not code:
        raise UnreadableError("Code")
    if code != "Ok":
        raise RefusedError(refusal_of(code, KNOWN), code)


def authorization(headers: Mapping[str, str], body: bytes, service: str, moment: datetime) -> str:
    """The word that signs a POST to "/"; type, host and action are signed."""
    names = ("content-type", "host", "x-tc-action")
    signed, day = ";".join(names), moment.astimezone(UTC).strftime("%Y-%m-%d")
    lines = "".join(f"{name}:{headers[name].strip().lower()}\n" for name in names)
    request = "\n".join(["POST", "/", "", lines, signed, hashlib.sha256(body).hexdigest()])
    scope = f"{day}/{service}/tc3_request"
    said = "\n".join([ALGORITHM, str(int(moment.timestamp())), scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"TC3{settings.PORTAL_SMS_SECRET}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
    credential = f"{settings.PORTAL_SMS_ACCOUNT}/{scope}"
    return f"{ALGORITHM} Credential={credential}, SignedHeaders={signed}, Signature={signature}"
