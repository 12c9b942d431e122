"""The district's list of what stands against units."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cells.forms.discredit import DiscreditForm
from cells.forms.organisation import ReasonForm
from cells.models import Discredit
from cells.operations.discredit import lift_discredit, record_discredit
from cells.views.guard import page_of, posted
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def discredit_list(request):
    form = DiscreditForm(posted(request))
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        record_discredit(actor=request.user, fields=fields, now=now())
        messages.success(request, _("Recorded. Applications of this unit cannot be accepted while it counts."))
        return redirect("cells:discredit-list")
    words = request.GET.get("q", "").strip()
    rows = Discredit.objects.select_related("lifted_by").matching(words)
    context = {"page_title": _("Discredit records"), "form": form, "words": words, **page_of(request, rows)}
    return render(request, "cells/discredit_list.html", context, status=400 if form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def discredit_lift(request, discredit):
    row = get_object_or_404(Discredit.objects.all(), public_id=discredit)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        lift_discredit(actor=request.user, discredit=row, reason=form.cleaned_data["reason"], now=now())
        messages.success(request, _("Lifted. It no longer counts."))
        return redirect("cells:discredit-list")
    context = {"page_title": _("Lift a discredit record"), "discredit": row, "form": form}
    return render(request, "cells/discredit_lift.html", context, status=400 if form.errors else 200)
