"""Ways that leave nothing but this machine: for development, tests and acceptance."""

import json
import secrets
from pathlib import Path

from django.conf import settings

from portal.accounts.sms.texts import Text

sent: list[tuple[str, str]] = []


def console(phone: str, text: Text) -> None:
    print(f"[SMS] {phone}: {text.words}", flush=True)  # noqa: T201 - this is the console sender


def memory(phone: str, text: Text) -> None:
    sent.append((phone, text.words))


def file(phone: str, text: Text) -> None:
    folder = Path(settings.PORTAL_OUTBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"sms-{phone.lstrip('+')}-{secrets.token_hex(6)}"
    fresh = folder / f".{name}"
    fresh.write_text(json.dumps({"to": phone, "text": text.words}, ensure_ascii=False))
    fresh.rename(folder / f"{name}.json")
