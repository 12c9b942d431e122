"""Sending a text message: one small interface, its way chosen by the settings."""

import logging

from django.conf import settings

from portal.accounts.sms import aliyun, gateway, local, mas, tencent
from portal.accounts.sms.refusals import UndeliveredError
from portal.accounts.sms.texts import Text

logger = logging.getLogger(__name__)
sent = local.sent


def _nowhere(phone: str, text: Text) -> None:
    raise UndeliveredError("PORTAL_SMS_SENDER=none")


SENDERS = {
    "console": local.console,
    "memory": local.memory,
    "file": local.file,
    "gateway": gateway.send,
    "aliyun": aliyun.send,
    "tencent": tencent.send,
    "mas": mas.send,
    "none": _nowhere,
}


def is_offered() -> bool:
    """Whether this portal sends text messages at all."""
    return settings.PORTAL_SMS_SENDER != "none"


def send(phone: str, text: Text) -> None:
    """Hand one message to the configured sender; raises UndeliveredError when it was not taken."""
    sender = settings.PORTAL_SMS_SENDER
    try:
        SENDERS[sender](phone, text)
    except UndeliveredError as error:
        logger.warning("text message to %s not taken by %s: %s", phone, sender, error)
        raise
    logger.info("text message to %s taken by %s", phone, sender)
