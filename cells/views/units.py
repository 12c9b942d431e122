"""The district's desk for units: found, entered, put right, and brought together where one was registered twice."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.enums import CorrectionState
from cells.forms.lists import UnitListForm
from cells.forms.organisation import CorrectionAnswerForm, CorrectionForm, EntryForm, MergeForm
from cells.models import Organisation
from cells.operations.correction import CORRECTABLE, ask_correction, ask_merge, decide_correction
from cells.operations.organisation import enter_organisation
from cells.permissions import can_decide_correction
from cells.queries.organisations import listed_units
from cells.results.units import desk_facts
from cells.views.guard import chosen_form, page_of, posted, tell_missing_signs
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def unit_list(request):
    form = UnitListForm(request.GET)
    context = {"page_title": _("Units"), "form": form, **page_of(request, listed_units(**form.filters()))}
    return render(request, "cells/unit_list.html", context)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_enter(request):
    """For a unit that cannot register itself: its code fails the check, or nobody of it comes to the portal."""
    form = EntryForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        fields = {name: data[name] for name in CORRECTABLE}
        common = {"actor": request.user, "phone": data["phone"], "reason": data["reason"], "now": now()}
        row = enter_organisation(**common, fields=fields)
        tell_missing_signs(request, row.name)
        messages.success(request, _("Entered. Its contact takes it over by signing in with the number."))
        return redirect("cells:unit-show", row.public_id)
    context = {"page_title": _("Enter a unit"), "form": form}
    return render(request, "cells/unit_enter.html", context, status=400 if form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_show(request, organisation):
    rows = Organisation.objects.select_related("area", "above", "community", "merged_into", "unit_type")
    row = get_object_or_404(rows, public_id=organisation)
    corrections = list(row.corrections.select_related("asked_by", "decided_by"))
    waiting = next((each for each in corrections if each.state == CorrectionState.OPEN), None)
    forms = _forms(request, row, waiting)
    form = chosen_form(request, forms, "")
    if form is not None and form.is_valid():
        _take(request, row, waiting, form)
        messages.success(request, _("Done."))
        return redirect("cells:unit-show", row.public_id)
    context = {"page_title": row.name, "organisation": row, "forms": forms, "waiting": waiting}
    context |= desk_facts(row, corrections)
    return render(request, "cells/unit_show.html", context, status=400 if form and form.errors else 200)


def _forms(request, row: Organisation, waiting) -> dict:
    def bound(name):
        return request.POST if request.POST.get("step") == name else None

    if row.merged_into:
        return {}
    if waiting is None:
        ask = CorrectionForm(bound("ask"), instance=row, prefix="ask")
        return {"ask": ask, "merge": MergeForm(bound("merge"), prefix="merge")}
    if can_decide_correction(request.user, waiting):
        return {"decide": CorrectionAnswerForm(bound("decide"), prefix="decide")}
    return {}


def _take(request, row: Organisation, waiting, form) -> None:
    data, common = form.cleaned_data, {"actor": request.user, "now": now()}
    if form.prefix == "ask":
        fields = {name: data[name] for name in CORRECTABLE}
        ask_correction(**common, organisation=row, fields=fields, reason=data["reason"])
    elif form.prefix == "merge":
        ask_merge(**common, organisation=row, other=data["other"], reason=data["reason"])
    else:
        is_approved = data["verdict"] == "approve"
        decide_correction(**common, correction=waiting, is_approved=is_approved, answer=data["answer"])
