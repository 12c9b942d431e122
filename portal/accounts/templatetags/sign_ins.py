"""What the list of signed-in devices says of each."""

from django import template
from django.conf import settings
from django.contrib.sessions.models import Session

from portal.accounts.sessions import step_names, steps_in
from portal.accounts.social import pending_identity

register = template.Library()


@register.filter
def made_by(tracked) -> str:
    """The steps by which this session of allauth's list was made."""
    kept = Session.objects.filter(session_key=tracked.session_key).first()
    return step_names(steps_in(kept.get_decoded())) if kept else ""


@register.simple_tag
def waiting_identity(request) -> str:
    """Whose number is asked for: the name of the service, and the one that the person has there."""
    who = pending_identity(request)
    if not who:
        return ""
    service, own = settings.PORTAL_IDENTITIES.get(who["provider"], ""), who["extra_data"].get("nickname", "")
    return f"{service} {own}".strip()
