"""Sending a text message: one small interface, its way chosen by the settings."""

import json
import logging
import secrets
from pathlib import Path
from urllib.request import Request, urlopen

from django.conf import settings

logger = logging.getLogger(__name__)
sent: list[tuple[str, str]] = []


class UndeliveredError(Exception):
    """The gateway did not take the message; it may be tried again."""


def _console(phone: str, text: str) -> None:
    print(f"[SMS] {phone}: {text}", flush=True)  # noqa: T201 - this is the console sender


def _memory(phone: str, text: str) -> None:
    sent.append((phone, text))


def _file(phone: str, text: str) -> None:
    folder = Path(settings.PORTAL_OUTBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"sms-{phone.lstrip('+')}-{secrets.token_hex(6)}"
    fresh = folder / f".{name}"
    fresh.write_text(json.dumps({"to": phone, "text": text}, ensure_ascii=False))
    fresh.rename(folder / f"{name}.json")


def _gateway(phone: str, text: str) -> None:
    """One HTTPS POST of {"to", "text"} with a bearer token: what a provider's adapter in front takes."""
    token = settings.PORTAL_SMS_GATEWAY_TOKEN
    try:
        request = Request(  # noqa: S310 - the operator's address; portal.settings.checks asks for https
            settings.PORTAL_SMS_GATEWAY_URL,
            data=json.dumps({"to": phone, "text": text}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        )
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            if answer.status >= 300:  # noqa: PLR2004
                raise UndeliveredError(str(answer.status))
    except OSError as error:
        raise UndeliveredError(type(error).__name__) from error
    except ValueError:
        raise UndeliveredError("PORTAL_SMS_GATEWAY_URL") from None


def _nowhere(phone: str, text: str) -> None:
    raise UndeliveredError("PORTAL_SMS_SENDER=none")


SENDERS = {"console": _console, "memory": _memory, "file": _file, "gateway": _gateway, "none": _nowhere}


def is_offered() -> bool:
    """Whether this portal sends text messages at all."""
    return settings.PORTAL_SMS_SENDER != "none"


def send(phone: str, text: str) -> None:
    """Hand one message to the configured sender; raises UndeliveredError when it was not taken."""
    sender = settings.PORTAL_SMS_SENDER
    try:
        SENDERS[sender](phone, text)
    except UndeliveredError as error:
        logger.warning("text message to %s not taken by %s: %s", phone, sender, error)
        raise
    logger.info("text message to %s taken by %s", phone, sender)
