"""The code at the place of an event, as a picture that stays sharp on paper."""

import io

import qrcode
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from qrcode.image.svg import SvgPathImage

from campaigns.models import Event
from campaigns.queries import check_in_sign


def check_in_address(event: Event) -> str:
    """Our address, the event and a sign that only the code knows; in the language of most people here."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("campaigns:event-check-in", args=[event.public_id, check_in_sign(event)])
    return f"{settings.PORTAL_BASE_URL}{path}"


def qr_svg(address: str) -> bytes:
    """A quarter of the code may be soiled (level Q): sheets hang outdoors."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4, image_factory=SvgPathImage)
    code.add_data(address)
    code.make(fit=True)
    target = io.BytesIO()
    code.make_image().save(target)
    return target.getvalue()
