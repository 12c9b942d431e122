"""The district's list of units, and putting right what stands of one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.enums import CorrectionState
from cells.forms.organisation import CorrectionAnswerForm, CorrectionForm
from cells.models import Organisation
from cells.operations.correction import CORRECTABLE, ask_correction, decide_correction
from cells.permissions import can_decide_correction
from cells.queries.organisations import listed_units
from cells.results.corrections import told_correction
from cells.views.guard import chosen_form, page_of
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def unit_list(request):
    words = request.GET.get("q", "").strip()
    context = {"page_title": _("Units"), "words": words, **page_of(request, listed_units(words))}
    return render(request, "cells/unit_list.html", context)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_show(request, organisation):
    row = get_object_or_404(Organisation.objects.select_related("area", "unit_type"), public_id=organisation)
    corrections = list(row.corrections.select_related("asked_by", "decided_by"))
    waiting = next((each for each in corrections if each.state == CorrectionState.OPEN), None)
    forms = _forms(request, row, waiting)
    form = chosen_form(request, forms, "")
    if form is not None and form.is_valid():
        _take(request, row, waiting, form)
        messages.success(request, _("Done."))
        return redirect("cells:unit-show", row.public_id)
    context = {"page_title": row.name, "organisation": row, "forms": forms, "waiting": waiting}
    context["corrections"] = [told_correction(each) for each in corrections]
    context["contacts"] = row.memberships.select_related("user").order_by("-role", "joined_at")
    context["applications"] = row.applications.order_by("-created_at")
    return render(request, "cells/unit_show.html", context, status=400 if form and form.errors else 200)


def _forms(request, row: Organisation, waiting) -> dict:
    step = request.POST.get("step")
    if waiting is None:
        return {"ask": CorrectionForm(request.POST if step == "ask" else None, instance=row, prefix="ask")}
    if can_decide_correction(request.user, waiting):
        return {"decide": CorrectionAnswerForm(request.POST if step == "decide" else None, prefix="decide")}
    return {}


def _take(request, row: Organisation, waiting, form) -> None:
    data, common = form.cleaned_data, {"actor": request.user, "now": now()}
    if form.prefix == "ask":
        fields = {name: data[name] for name in CORRECTABLE}
        ask_correction(**common, organisation=row, fields=fields, reason=data["reason"])
    else:
        is_approved = data["verdict"] == "approve"
        decide_correction(**common, correction=waiting, is_approved=is_approved, answer=data["answer"])
