"""What a person sees who comes too late: a page of its own, with the state as it is now, status 409."""

from functools import wraps

from django.shortcuts import render
from django.utils.translation import gettext as _

from campaigns.operations import StaleEventError
from campaigns.views.places import places_of
from campaigns.workflow import StepError

# What a person writes in sentences; the rest is ticked again in a moment.
WORDS = (
    "name",
    "story",
    "story_en",
    "title",
    "place",
    "organiser",
    "partners",
    "description",
    "outcome",
    "reason",
    "note",
)


def with_conflicts(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (StaleEventError, StepError) as conflict:
            context = {
                "page_title": _("This has changed meanwhile"),
                "places": places_of(request.user),
                "public_id": kwargs.get("public_id"),
                "record_name": _record_name(request),
                "state": getattr(conflict, "state", None),
            }
            return render(request, "campaigns/event_conflict.html", context | typed(request), status=409)

    return guarded


def typed(request) -> dict:
    """What was sent in vain, so that no words are lost."""
    return {"typed": [text for name in WORDS if (text := request.POST.get(name, "").strip())]}


def _record_name(request) -> str:
    is_estate = request.resolver_match.url_name.startswith("estate")
    return "campaigns:estate-change" if is_estate else "campaigns:event-record"
