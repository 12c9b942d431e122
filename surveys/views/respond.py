"""Answering without an account: the form, its receipt, and looking a receipt up."""

import re
from datetime import datetime

from django.http import Http404, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.limits import limited
from portal.clock import now
from portal.cms.attempts import repeatable
from surveys.enums import Channel
from surveys.models import Wave
from surveys.operations.answering import Arrival, at_place
from surveys.queries import open_waves, place_named, wave_of_reference, wave_with_answer
from surveys.views import drawings
from surveys.views.receiving import receive
from surveys.views.visit import Visit, door_page, without_path

TOKEN = re.compile(r"[a-z0-9]{1,12}-[a-z0-9]{1,20}")
DESK = re.compile(r"[A-Za-z0-9._~-]{1,200}")
answer = require_http_methods(["GET", "HEAD", "POST"])


def _serve(visit: Visit):
    return receive(visit) if visit.request.method == "POST" else door_page(visit)


def _wave_of(moment: datetime, **survey) -> Wave:
    wave = drawings.wave_to_answer(moment, **survey)
    if wave is None:
        raise Http404
    return wave


# No session and no cookie stand behind this form: its signed key and the browser's own word (Origin,
# Sec-Fetch-Site) do what the CSRF token does elsewhere; see forms/keys.py and forms/posted.py.
@repeatable
@csrf_exempt
@answer
def survey_answer(request, slug):
    moment = now()
    kept = drawings.form_for(request, moment)
    if kept:
        return kept
    wave = _wave_of(moment, slug=slug)
    return _serve(Visit(request, wave.survey, wave, Arrival(), moment))


@repeatable
@csrf_exempt
@answer
def place_answer(request, token):
    """A printed code. A broken or switched-off one still leads to the survey, as channel unknown."""
    moment = now()
    kept = drawings.form_for(request, moment)
    if kept:
        return kept
    if (place := place_named(token)) is None:
        waves = [wave for wave in open_waves(moment) if wave.takes_strangers]
        if len(waves) != 1:
            return redirect("surveys:survey-list") if request.method != "POST" else HttpResponseNotFound()
        return _serve(Visit(request, waves[0].survey, waves[0], Arrival(Channel.UNKNOWN), moment, token))
    arrival = at_place(place) if place.is_signed(token) else Arrival(Channel.UNKNOWN)
    drawings.keep_arrival(token, arrival)
    return _serve(Visit(request, place.survey, _wave_of(moment, pk=place.survey_id), arrival, moment, token))


@require_safe
@without_path
def survey_receipt(request, reference):
    """The page says nothing but that this form is here; drawn once, it serves every reference of the wave."""
    wave = wave_of_reference(reference)
    if wave is None:
        return _no_receipt(request)
    return drawings.receipt_for(request, reference, wave) or drawings.keep_receipt(
        request, reference, wave, render(request, "surveys/survey_receipt.html", _receipt(request, reference, wave))
    )


@limited("look_up")
def _no_receipt(request):
    """Whoever tries references is counted; whoever has one is not."""
    raise Http404


def _receipt(request, reference: str, wave_id: int) -> dict:
    wave = Wave.objects.select_related("survey").get(pk=wave_id)
    token, desk = request.GET.get("place", ""), request.GET.get("desk", "")
    return {
        "reference": reference,
        "wave": wave,
        "survey": wave.survey,
        "token": token if TOKEN.fullmatch(token) else "",
        "entered": request.GET.get("entered", ""),
        "desk": desk if DESK.fullmatch(desk) else "",
    }


@require_safe
@limited("look_up")
@without_path
def receipt_lookup(request):
    """Whether an answer arrived. Nothing of what it says is shown."""
    asked = request.GET.get("reference", "")[:20].strip().upper().replace(" ", "")
    asked = f"{asked[:4]}-{asked[4:]}" if len(asked) == 8 and "-" not in asked else asked  # noqa: PLR2004 - XXXXXXXX
    wave = wave_with_answer(asked) if asked else None
    context = {"asked": asked, "found": wave is not None, "wave": wave}
    return render(request, "surveys/receipt_lookup.html", context)
