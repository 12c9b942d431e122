"""The sample plan of a wave as one grid, copied from the wave before where there is one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from surveys.enums import Dimension
from surveys.forms.plan import NeedForm, PlanForm, ages_of
from surveys.models import Wave
from surveys.operations.plan import set_sample_plan, wanted_of
from surveys.results.questions import frames_of
from surveys.results.targets import Suggestion, suggestion
from surveys.views.fieldwork import WAVES, areas_seen_by


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.DISTRICT_ADMINISTRATOR)
def sample_plan(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    before, need = _before(wave), NeedForm(request.GET if "half_width" in request.GET else None)
    areas = areas_seen_by(request.user)
    found = _suggested(wave, areas, need.cleaned_data) if need.is_valid() else None
    wanted = found.wanted if found else wanted_of(before if before and "copy" in request.GET else wave)
    form = PlanForm(request.POST or None, wave=wave, areas=areas, wanted=wanted)
    if request.method == "POST" and form.is_valid():
        set_sample_plan(wave=wave, wanted=form.wanted(), actor=request.user, now=now())
        messages.success(request, _("The sample plan is kept."))
        return redirect("surveys:fieldwork-detail", public_id=public_id)
    context = {"wave": wave, "form": form, "before": before, "need_form": need, "found": found}
    return render(request, "surveys/sample_plan.html", context, status=422 if form.errors else 200)


def _suggested(wave: Wave, areas, given) -> Suggestion:
    meant = frames_of(wave.survey.questionnaire_code)[0].base.get(Dimension.AGE)  # of whom figures are made
    ages = [code for code, _words in ages_of(wave) if code and (not meant or code in meant)]
    asked = {"half_width": float(given["half_width"]), "venues": given["venues"], "share": float(given["share"])}
    return suggestion(wave, **asked, areas=[area.code for area in areas], ages=ages)


def _before(wave: Wave) -> Wave | None:
    """The wave of this survey before this one that has a plan."""
    earlier = wave.survey.waves.real().filter(number__lt=wave.number, targets__isnull=False)
    return earlier.order_by("-number").first()
