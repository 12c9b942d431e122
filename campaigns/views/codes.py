"""The code that hangs at the place: a sheet to print, for the street that reports the event."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import queries
from campaigns.exports.code import check_in_address
from campaigns.models import Event
from campaigns.views.places import places_of
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.papers.qr import qr_svg


@require_safe
@require_role(Role.STREET_OFFICER)
def event_code(request, public_id):
    event = _own(request, public_id)
    context = {"page_title": _("Check in here"), "event": event, "address": check_in_address(event)}
    return render(request, "campaigns/event_code.html", context | {"places": places_of(request.user)})


@require_safe
@require_role(Role.STREET_OFFICER)
def event_code_image(request, public_id):
    response = HttpResponse(qr_svg(check_in_address(_own(request, public_id))), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response


def _own(request, public_id) -> Event:
    event = get_object_or_404(queries.own_events(request.user), public_id=public_id)
    if not event.takes_check_ins:
        raise Http404
    return event
