"""What a person sees whose form arrived before and said something else: a page of its own, status 409."""

import datetime as dt
import uuid
from dataclasses import replace
from functools import wraps

from django.shortcuts import render
from django.utils.translation import gettext as _

from campaigns.enums import Audience
from campaigns.models import Event
from campaigns.operations import OtherFactsError
from campaigns.quarters import DISTRICT_TIME
from campaigns.views.places import places_of
from portal.cms.views.kept import kept_of


def with_repeats(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except OtherFactsError as repeat:
            return sent_otherwise(request, repeat)

    return guarded


def sent_otherwise(request, repeat: OtherFactsError):
    """The same form with other facts: both are shown, and the person decides."""
    kept = kept_of(request)
    is_new = "version" not in request.POST
    context = {
        "page_title": _("This form was received already"),
        "places": places_of(request.user),
        "event": repeat.event,
        "rows": [_row(repeat.event, name, *pair) for name, pair in repeat.differences.items()],
        # As an event of its own it needs a key of its own.
        "kept": replace(kept, words=[], fields=[_fresh(*each) for each in kept.fields]) if kept and is_new else None,
    }
    return render(request, "campaigns/event_twice.html", context, status=409)


def _fresh(name: str, value: str) -> tuple[str, str]:
    return (name, str(uuid.uuid4()) if name == "key" else value)


def _row(event: Event, name: str, stands, sent) -> tuple[str, str, str]:
    label = _("Proof") if name == "proofs" else Event._meta.get_field(name).verbose_name
    return label, _shown(event, name, stands), _shown(event, name, sent)


def _shown(event: Event, name: str, value) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(DISTRICT_TIME).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    values = value if isinstance(value, (list, tuple)) else [value]
    field = None if name == "proofs" else Event._meta.get_field(name)
    labels = dict(getattr(field, "flatchoices", ()) or ()) | (dict(Audience.choices) if name == "audiences" else {})
    return ", ".join(str(labels.get(each, each)) for each in values if each not in {None, ""}) or "–"
