"""Measures for who edits them: as they are, in the making, what each would have said, taken in as the next version."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.procedure.refusals import Refused
from surveys.models import MeasureDraft
from surveys.operations.measures import draft_measure, drafted, take_measure
from surveys.results.classification import current_measures
from surveys.results.measuring import what_if

author = require_role(Role.DISTRICT_ADMINISTRATOR)


@require_safe
@author
def measure_list(request):
    context = {
        "measures": sorted(current_measures().values(), key=lambda measure: (measure.indicator or 0, measure.code)),
        "drafts": [(draft, _address(draft)) for draft in MeasureDraft.objects.all()],
        "new_url": reverse(f"{MeasureDraft.snippet_viewset.url_namespace}:add"),
    }
    return render(request, "surveys/measure_list.html", context)


def _address(draft: MeasureDraft) -> str:
    return reverse(f"{MeasureDraft.snippet_viewset.url_namespace}:edit", args=[draft.pk])


@require_safe
@author
def measure_try(request, code):
    """What the draft would have said of past waves. Nothing is written."""
    draft = get_object_or_404(MeasureDraft, code=code)
    context = {"draft": draft, "address": _address(draft)}
    try:
        measure = drafted(draft)
    except Refused as refusal:
        return render(request, "surveys/measure_try.html", context | {"problem": refusal.words}, status=422)
    return render(request, "surveys/measure_try.html", context | {"measure": measure, "waves": what_if(measure)})


@require_POST
@author
def measure_edit(request, code):
    """A draft that begins as the measure is; the measure itself stays."""
    if code not in current_measures():
        return redirect("surveys:measure-list")
    return redirect(_address(draft_measure(code=code, actor=request.user)))


@require_POST
@author
def measure_take(request, code):
    row = take_measure(draft=get_object_or_404(MeasureDraft, code=code), actor=request.user, now=now())
    messages.success(request, _("Taken in as %(version)s. Published figures stay as they are.") % {"version": row})
    return redirect("surveys:measure-list")
