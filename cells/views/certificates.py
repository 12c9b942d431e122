"""The life of a certificate, for the district office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.staff import CertificateForm, CheckForm
from cells.models import Certificate
from cells.operations.certification import change_certificate, record_check
from cells.queries.applications import district_applications
from cells.results.history import history_of
from cells.results.wording import STANDING_CHIPS
from cells.views.guard import page_of, stepwise
from cells.workflow import open_certificate_steps
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def certificate_list(request):
    paged = page_of(request, _scope(request).order_by("valid_until"))
    day = today()
    rows = [{"certificate": row, "standing": row.standing_on(day), "chip": _chip(row, day)} for row in paged["page"]]
    context = {"page_title": _("Certificates"), "rows": rows, **paged}
    return render(request, "cells/certificate_list.html", context)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
@stepwise
def certificate_manage(request, number):
    row = get_object_or_404(_scope(request), number=number)
    change, check = _forms(request, row)
    if _taken(request, row, change, check):
        messages.success(request, _("Done. The check page shows it at once."))
        return redirect("cells:certificate-manage", row.number)
    context = {"page_title": row.holder, "certificate": row, "change": change, "check": check}
    context |= {"standing": row.standing_on(today()), "chip": _chip(row, today()), "checks": row.checks.all()}
    context["history"] = history_of(row)
    return render(
        request, "cells/certificate_manage.html", context, status=400 if change.errors or check.errors else 200
    )


def _forms(request, row: Certificate) -> tuple[CertificateForm, CheckForm]:
    step, steps = request.POST.get("step"), open_certificate_steps(row.state)
    change = CertificateForm(request.POST if step == "change" else None, prefix="change", steps=steps)
    check = CheckForm(request.POST if step == "check" else None, prefix="check", initial={"checked_on": today()})
    return change, check


def _taken(request, row: Certificate, change: CertificateForm, check: CheckForm) -> bool:
    common = {"actor": request.user, "certificate": row, "now": now()}
    if change.is_bound and change.is_valid():
        change_certificate(**common, **change.cleaned_data)
        return True
    if check.is_bound and check.is_valid():
        record_check(**common, **check.cleaned_data)
        return True
    return False


def _scope(request):
    rows = Certificate.objects.filter(application__in=district_applications(request.user))
    return rows.select_related("unit_type", "area", "organisation__area")


def _chip(row: Certificate, day) -> str:
    return STANDING_CHIPS.get(row.standing_on(day), "not_met")
