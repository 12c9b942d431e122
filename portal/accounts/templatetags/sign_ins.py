"""What the list of signed-in devices says of each."""

from django import template
from django.contrib.sessions.models import Session

from portal.accounts.sessions import step_names, steps_in

register = template.Library()


@register.filter
def made_by(tracked) -> str:
    """The steps by which this session of allauth's list was made."""
    kept = Session.objects.filter(session_key=tracked.session_key).first()
    return step_names(steps_in(kept.get_decoded())) if kept else ""
