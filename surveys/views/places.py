"""Codes for places: make one, switch one off, print the sheets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.permissions import require_role
from portal.clock import now
from portal.procedure.refusals import Refused
from surveys.exports.posters import poster_sheets
from surveys.forms.collection import PlaceForm, ReasonForm
from surveys.models import Place
from surveys.operations.collection import Venue, add_place, revoke_place
from surveys.permissions import FIELDWORK_ROLES, can_add_place, can_revoke_place
from surveys.views.fieldwork import WAVES, areas_seen_by


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*FIELDWORK_ROLES)
def place_add(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    areas = areas_seen_by(request.user)
    if not any(can_add_place(request.user, area) for area in areas):
        raise PermissionDenied
    form = PlaceForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid() and _added(request, wave, form):
        return redirect("surveys:fieldwork-detail", public_id=public_id)
    status = 400 if form.errors else 200
    return render(request, "surveys/place_add.html", {"wave": wave, "form": form}, status=status)


def _added(request, wave, form) -> bool:
    given = form.cleaned_data
    venue = Venue(given["area"], given["venue"], given["community"])
    try:
        add_place(survey=wave.survey, venue=venue, actor=request.user, now=now())
    except Refused as refusal:
        form.add_error(refusal.field, refusal.words)
        return False
    messages.success(request, _("The code is ready. Print its sheet below."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*FIELDWORK_ROLES)
def place_revoke(request, public_id, place_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    places = Place.objects.filter(survey=wave.survey, area__in=areas_seen_by(request.user), revoked_at__isnull=True)
    place = get_object_or_404(places, public_id=place_id)
    if not can_revoke_place(request.user, place):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _revoked(request, place, form):
        return redirect("surveys:fieldwork-detail", public_id=public_id)
    context = {"wave": wave, "place": place, "form": form}
    return render(request, "surveys/place_revoke.html", context, status=400 if form.errors else 200)


def _revoked(request, place, form) -> bool:
    try:
        revoke_place(place=place, reason=form.cleaned_data["reason"], actor=request.user, now=now())
    except Refused as refusal:
        form.add_error(refusal.field, refusal.words)
        return False
    messages.success(request, _("The code is switched off. Answers from it now count as channel unknown."))
    return True


@require_safe
@require_role(*FIELDWORK_ROLES)
def place_sheet(request, public_id):
    """The sheets to print: all live codes that this officer may see, or one of them (?place=)."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    places = Place.objects.filter(survey=wave.survey, area__in=areas_seen_by(request.user), revoked_at__isnull=True)
    if request.GET.get("place"):
        places = [place for place in places if str(place.public_id) == request.GET["place"]]
    sheets = poster_sheets(wave, list(places)[:200]) if wave.takes_strangers else None
    if sheets is None:
        messages.error(request, _("There is no live code to print yet."))
        return redirect("surveys:fieldwork-detail", public_id=public_id)
    response = HttpResponse(sheets, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="survey-posters-{wave.number}.pdf"'
    return response
