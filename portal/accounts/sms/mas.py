"""China Mobile's 云MAS over HTTP: `norsubmit` takes the words, `tmpsubmit` a template and its values.

The body is JSON in base64; `mac` is the MD5 of its fields and the secret, in the order of the manual.
"""

import base64
import hashlib
import json

from django.conf import settings

from portal.accounts.sms.answers import object_in, text_at
from portal.accounts.sms.calls import post
from portal.accounts.sms.refusals import Refusal, RefusedError, UnreadableError, refusal_of
from portal.accounts.sms.texts import Text, code_of

KNOWN = {
    Refusal.LIMIT: ("OverDailyMax", "FlowOverLimit", "QueueOverLimit", "RequestTooOften"),
    Refusal.BALANCE: ("InsufficientBalance", "IllegalState"),
    Refusal.ACCESS: ("IllegalMac", "InvalidUsrOrPwd", "IllegalIpAddress", "IllegalProtocol"),
    Refusal.NUMBER: ("InvalidMobile", "TooManyMobiles"),
    Refusal.TEMPLATE: (
        "IllegalSignId",
        "NoSignId",
        "NotLoadedSign",
        "IllegalUseTemplate",
        "InvalidMessage",
        "IllegalMsgfmt",
    ),
}
# Said by the machines behind the first one: the message may be with them.
UNCERTAIN = frozenset({"RequestTimeout", "TransportError"})


def send(phone: str, text: Text) -> None:
    template = code_of(text)
    way = "tmpsubmit" if template else "norsubmit"
    body = base64.b64encode(json.dumps(signed(phone.removeprefix("+86"), text, template), ensure_ascii=False).encode())
    address = f"{settings.PORTAL_SMS_GATEWAY_URL.rstrip('/')}/{way}"
    code = text_at(object_in(post(address, body, {"Content-Type": "text/plain; charset=utf-8"})[1]), "rspcod")
    if not code or code in UNCERTAIN:
        raise UnreadableError(code or "rspcod")
    if code != "success":
        raise RefusedError(refusal_of(code, KNOWN), code)


def signed(mobile: str, text: Text, template: str) -> dict[str, str]:
    """The fields as they are sent, with their mac; the secret goes into the mac alone."""
    head = {"ecName": settings.PORTAL_SMS_APP, "apId": settings.PORTAL_SMS_ACCOUNT}
    if template:
        values = json.dumps(list(text.values.values()), ensure_ascii=False)
        said = {"templateId": template, "mobiles": mobile, "params": values}
    else:
        said = {"mobiles": mobile, "content": text.words}
    tail = {"sign": settings.PORTAL_SMS_SIGN, "addSerial": ""}
    parts = [*head.values(), settings.PORTAL_SMS_SECRET, *said.values(), *tail.values()]
    mac = hashlib.md5("".join(parts).encode()).hexdigest()  # noqa: S324 - theirs to choose
    return {**head, **said, **tail, "mac": mac}
