"""Steps of a wave: open, close."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from surveys.forms.collection import AdmissionForm, EndForm, ReasonForm
from surveys.operations.waves import close_wave, move_end, open_wave, set_admission
from surveys.views.fieldwork import WAVES


def _step(request, public_id, step, done):
    """Take a step, say what came of it, and go back to the wave."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    step(wave)
    messages.success(request, done)
    return redirect("surveys:fieldwork-detail", public_id=public_id)


def _reason(request) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


@require_POST
@require_role(Role.DISTRICT_ADMINISTRATOR)
def wave_admission(request, public_id):
    form = AdmissionForm(request.POST)
    wave = get_object_or_404(WAVES, public_id=public_id)
    given = form.cleaned_data if form.is_valid() else {"admission": wave.admission, "reason": ""}

    def step(wave):
        set_admission(wave=wave, **given, actor=request.user, now=now())

    return _step(request, public_id, step, _("Noted. Nobody can change it once the wave is open."))


@require_POST
@require_role(Role.DISTRICT_ADMINISTRATOR)
def wave_open(request, public_id):
    def step(wave):
        open_wave(wave=wave, actor=request.user, now=now(), reason=_reason(request))

    return _step(request, public_id, step, _("The wave is open. Its questionnaire can no longer change."))


@require_POST
@require_role(Role.DISTRICT_ADMINISTRATOR)
def wave_move(request, public_id):
    form, wave = EndForm(request.POST), get_object_or_404(WAVES, public_id=public_id)
    given = form.cleaned_data if form.is_valid() else {"closes_at": wave.closes_at, "reason": ""}

    def step(wave):
        move_end(wave=wave, **given, actor=request.user, now=now())

    return _step(request, public_id, step, _("The end is moved. The change stands with the results."))


@require_POST
@require_role(Role.DISTRICT_ADMINISTRATOR)
def wave_close(request, public_id):
    def step(wave):
        close_wave(wave=wave, actor=request.user, now=now(), reason=_reason(request))

    return _step(request, public_id, step, _("The wave is closed. Figures can be prepared now."))
