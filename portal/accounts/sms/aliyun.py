"""Aliyun's short message service (Dysmsapi 2017-05-25, SendSms), signed by ACS3-HMAC-SHA256.

https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC
from urllib.parse import quote, urlsplit

from django.conf import settings

from portal import clock
from portal.accounts.sms.answers import object_in, text_at
from portal.accounts.sms.calls import post
from portal.accounts.sms.refusals import Refusal, RefusedError, UnreadableError, refusal_of
from portal.accounts.sms.texts import Text, code_of

ENDPOINT = "https://dysmsapi.aliyuncs.com/"
ALGORITHM = "ACS3-HMAC-SHA256"
KNOWN = {
    Refusal.LIMIT: (
        "isv.BUSINESS_LIMIT_CONTROL",
        "isv.DAY_LIMIT_CONTROL",
        "isv.MONTH_LIMIT_CONTROL",
        "Throttling",
    ),
    Refusal.BALANCE: ("isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE", "isv.BILLING"),
    Refusal.ACCESS: (
        "isp.RAM_PERMISSION_DENY",
        "isv.DENY_IP_RANGE",
        "isv.ACCOUNT",
        "isv.PRODUCT_UN",
        "Signature",
        "IncompleteSignature",
        "InvalidAccessKeyId",
        "InvalidTimeStamp",
        "MissingAccessKeyId",
        "Forbidden",
        "NoPermission",
    ),
    Refusal.NUMBER: (
        "isv.MOBILE_NUMBER_ILLEGAL",
        "isv.BLACK_KEY_CONTROL_LIMIT",
        "isv.CUSTOMER_REFUSED",
        "isv.DOMESTIC_NUMBER_NOT_SUPPORTED",
    ),
    Refusal.TEMPLATE: (
        "isv.SMS_",
        "isv.TEMPLATE",
        "isv.PARAM",
        "isv.INVALID",
        "isv.EXTEND_CODE_ERROR",
        "isv.SIGN",
    ),
}


def send(phone: str, text: Text) -> None:
    asked = {
        "PhoneNumbers": phone.removeprefix("+86"),
        "SignName": settings.PORTAL_SMS_SIGN,
        "TemplateCode": code_of(text),
        "TemplateParam": json.dumps(text.values, ensure_ascii=False),
    }
    body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sorted(asked.items())).encode()
    address = settings.PORTAL_SMS_GATEWAY_URL or ENDPOINT
    headers = {
        "host": urlsplit(address).netloc,
        "content-type": "application/x-www-form-urlencoded",
        "x-acs-action": "SendSms",
        "x-acs-version": "2017-05-25",
        "x-acs-date": clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": secrets.token_hex(16),
        "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
    }
    headers["Authorization"] = authorization(headers)
    code = text_at(object_in(post(address, body, headers)[1]), "Code")
    if not code:
        raise UnreadableError("Code")
    if code != "OK":
        raise RefusedError(refusal_of(code, KNOWN), code)


def authorization(headers: Mapping[str, str], query: str = "") -> str:
    """The word that signs a POST to "/" with these headers; what is not signed has another name."""
    names = sorted(name for name in headers if name in {"host", "content-type"} or name.startswith("x-acs-"))
    signed = ";".join(names)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    request = "\n".join(["POST", "/", query, lines, signed, headers["x-acs-content-sha256"]])
    said = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(settings.PORTAL_SMS_SECRET.encode(), said.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={settings.PORTAL_SMS_ACCOUNT},SignedHeaders={signed},Signature={signature}"


def _quoted(value: str) -> str:
    return quote(value, safe="-_.~")
