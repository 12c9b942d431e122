"""What the code at the place of an event holds."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from campaigns.models import Event
from campaigns.queries import check_in_sign


def check_in_address(event: Event) -> str:
    """Our address, the event and a sign that only the code knows; in the language of most people here."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("campaigns:event-check-in", args=[event.public_id, check_in_sign(event)])
    return f"{settings.PORTAL_BASE_URL}{path}"
