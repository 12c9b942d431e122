"""Steps of a wave: open, close, reply."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from surveys.forms.collection import AdmissionForm, ReasonForm, ReplyForm
from surveys.operations.waves import close_wave, open_wave, publish_reply, set_admission
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
def wave_close(request, public_id):
    def step(wave):
        close_wave(wave=wave, actor=request.user, now=now(), reason=_reason(request))

    return _step(request, public_id, step, _("The wave is closed. Figures can be prepared now."))


@require_POST
@require_role(Role.DISTRICT_ADMINISTRATOR, Role.DEPARTMENT_OFFICER)
def wave_reply(request, public_id):
    form = ReplyForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"reply": "", "reply_en": ""}

    def step(wave):
        publish_reply(wave=wave, **given, actor=request.user, now=now())

    return _step(request, public_id, step, _("The reply is published on the results page."))
