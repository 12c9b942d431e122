"""Posters for places: one A4 sheet a code, drawn by typst, with the code from qrcode and the address in words."""

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.papers.qr import qr_svg
from portal.typesetting import typeset
from surveys.models import Place, Wave

SOURCE = Path(__file__).with_name("posters.typ")
EMPTY = "待填写"


def poster_sheets(wave: Wave, places: Sequence[Place]) -> bytes | None:
    """A PDF with one sheet for each place; None without places."""
    if not places:
        return None
    sheets = [_sheet(wave, place) for place in places]
    return typeset(SOURCE, {"sheets": json.dumps(sheets, ensure_ascii=False)})


def place_address(place: Place) -> str:
    """What the code holds: our address and the signed token, in the language of most people here."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("places:place-answer", args=[place.token])
    return f"{settings.PORTAL_BASE_URL}{path}"


def _sheet(wave: Wave, place: Place) -> dict[str, str]:
    survey, address = wave.survey, place_address(place)
    minutes = wave.version.questionnaire.minutes if wave.version else 0
    return {
        "district": settings.DISTRICT.full_name,
        "title": survey.title,
        "title_en": survey.title_en,
        "call": "扫一扫，说说您的看法",
        "promise": f"大约 {minutes} 分钟 · 不记名 · 不用登录" if minutes else "不记名 · 不用登录",
        "qr": qr_svg(address),
        "address": address,
        "host": urlsplit(settings.PORTAL_BASE_URL).netloc,
        "area": place.area.name,
        "venue": place.venue,
        "form_number": survey.form_number or EMPTY,
        "issuer": survey.issuer or EMPTY,
        "approval_number": survey.approval_number or EMPTY,
        "valid_until": survey.valid_until.isoformat() if survey.valid_until else EMPTY,
    }
