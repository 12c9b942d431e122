"""Fieldwork for officers: which waves there are, and what is still missing where."""

from collections import Counter

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.accounts.permissions import areas_of, has_role, require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.directory.models import Area, AreaKind
from surveys.dispositions import rates
from surveys.enums import CallOutcome, WaveState
from surveys.forms.collection import AdmissionForm, EndForm, ReasonForm
from surveys.models import Place, Survey, Wave
from surveys.permissions import (
    DISTRICT_ROLES,
    FIELDWORK_ROLES,
    can_author,
    can_call,
    can_check_interviews,
    can_close_wave,
    can_code_texts,
    can_deliver,
    can_export,
    can_give_numbers,
    can_make_invitations,
    can_open_wave,
    can_prepare,
    can_reply,
)
from surveys.queries import call_outcomes
from surveys.results.fieldwork import advice, by_venue, gaps, pace, received, where_to_go
from surveys.results.pilot import pilot_of

WAVES = Wave.objects.select_related("survey", "version")


def areas_seen_by(user):
    """An officer sees the own areas; the district all."""
    if has_role(user, *DISTRICT_ROLES):
        return Area.objects.exclude(kind=AreaKind.DISTRICT)
    return areas_of(user, Role.STREET_OFFICER)


@require_safe
@require_role(*FIELDWORK_ROLES)
def wave_list(request):
    context = {"waves": WAVES.order_by("-opens_at")[:50], "can_author": can_author(request.user)}
    if context["can_author"]:
        context["surveys"] = Survey.objects.all()
    return render(request, "surveys/fieldwork_list.html", context)


@require_safe
@require_role(*FIELDWORK_ROLES)
def wave_detail(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    return render(request, "surveys/fieldwork_detail.html", detail_context(request, wave))


def steps_open_to(user, wave: Wave) -> dict[str, bool]:
    return {
        "open": can_open_wave(user, wave),
        "close": can_close_wave(user, wave),
        "reply": can_reply(user, wave),
        "prepare": can_prepare(user, wave),
        "invite": can_make_invitations(user, wave),
        "collect": can_call(user) and wave.takes_strangers,
        "enter": can_call(user) and wave.state == WaveState.OPEN and wave.takes_strangers,
        "see_flags": has_role(user, *DISTRICT_ROLES),
        "export": can_export(user, wave),
        "sort": can_code_texts(user, wave),
        "author": can_author(user),
        "deliver": can_deliver(user, wave),
        "check": can_check_interviews(user),
        "give_numbers": can_give_numbers(user, wave),
    }


def detail_context(request, wave: Wave) -> dict:
    areas, moment = areas_seen_by(request.user), now()
    return {
        "wave": wave,
        "is_running": wave.takes_answers(moment),
        **_progress(wave, areas, moment),
        "may": steps_open_to(request.user, wave),
        "admission_form": AdmissionForm(initial={"admission": wave.admission}),
        "reason_form": ReasonForm(),
        "end_form": EndForm(initial={"closes_at": wave.closes_at}),
        **_calls(wave) | _pilot(request.user, wave),
    }


def _progress(wave: Wave, areas, moment) -> dict:
    """What is missing and where to go, while that can be mended; how many came by each code."""
    codes = {area.code for area in areas}
    everybody = received(wave)
    counts = Counter({who: n for who, n in everybody.items() if who.area in codes})
    found = gaps(wave, counts, codes, get_language() or "zh-hans")
    places = list(Place.objects.filter(survey=wave.survey, area__in=areas).select_related("area", "community"))
    came = by_venue(everybody)
    told = {"gaps": found, "codes": [(place, came[place.code]) for place in places]}
    if not wave.takes_answers(moment):
        return told
    advised = [(gap, where_to_go(counts, gap, places)) for gap in advice(found)]
    return told | {"advice": advised, "pace": pace(counts, found, wave, moment)}


def _pilot(user, wave: Wave) -> dict:
    """What the trial of a form shows, for the district."""
    is_told = wave.is_pilot and wave.version and has_role(user, *DISTRICT_ROLES)
    return {"pilot": pilot_of(wave, get_language() or "zh-hans")} if is_told else {}


def _calls(wave: Wave) -> dict:
    outcomes = call_outcomes(wave)
    told = [(CallOutcome(code).label, code, outcomes[code]) for code in sorted(outcomes)]
    return {"calls": rates(outcomes) if outcomes else None, "outcomes": told}
