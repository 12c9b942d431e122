"""How sound fieldwork is: counts by place and interviewer, and what is asked again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import require_role
from portal.clock import now
from surveys.forms.collection import BackCheckForm, NumberCheckForm
from surveys.models import Wave
from surveys.operations.back_checks import check_number, note_back_checks
from surveys.permissions import JUDGING_ROLES
from surveys.results.fieldwork_quality import by_interviewer, by_place
from surveys.views.fieldwork import WAVES


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*JUDGING_ROLES)
def quality_list(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    form = NumberCheckForm if "number" in request.POST else BackCheckForm
    form = form(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid():
        _noted(request, form)
        return redirect("surveys:quality-list", public_id=public_id)
    return render(
        request, "surveys/quality_list.html", _context(request, wave, form), status=400 if form.errors else 200
    )


def _noted(request, form) -> None:
    step = check_number if isinstance(form, NumberCheckForm) else note_back_checks
    step(**form.cleaned_data, actor=request.user, now=now())
    messages.success(request, _("Noted."))


def _context(request, wave: Wave, form) -> dict:
    venues = dict(wave.survey.places.values_list("code", "venue"))
    return {
        "wave": wave,
        "form": form,
        "places": by_place(wave),
        "interviews": by_interviewer(wave, venues),
        "number": wave.numbers.filter(is_for_check=True).exclude(held_by=request.user).order_by("digest").first(),
    }
