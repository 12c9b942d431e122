"""A gateway of the operator's: {"to", "text"} with a bearer token, what a provider's adapter in front takes."""

import json

from django.conf import settings

from portal.accounts.sms.calls import post
from portal.accounts.sms.refusals import UndeliveredError
from portal.accounts.sms.texts import Text


def send(phone: str, text: Text) -> None:
    body = json.dumps({"to": phone, "text": text.words}).encode()
    authorization = f"Bearer {settings.PORTAL_SMS_GATEWAY_TOKEN}"
    headers = {"Content-Type": "application/json", "Authorization": authorization}
    status, _ = post(settings.PORTAL_SMS_GATEWAY_URL, body, headers)
    if status >= 300:  # noqa: PLR2004
        raise UndeliveredError(str(status))
