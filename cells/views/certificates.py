"""The life of a certificate, for the district office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.lists import CertificateListForm
from cells.forms.surveillance import managed_forms
from cells.models import Certificate
from cells.operations.appeals import answer_appeal
from cells.operations.certification import change_certificate
from cells.operations.reissue import ask_reissue, decide_reissue
from cells.operations.surveillance import close_rectification, record_check
from cells.queries.applications import district_certificates, listed_certificates
from cells.results.certificates import managed_facts
from cells.results.wording import STANDING_CHIPS
from cells.views.guard import page_of
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def certificate_list(request):
    form, day = CertificateListForm(request.GET), today()
    paged = page_of(request, listed_certificates(request.user, day, **form.filters()))
    rows = [{"certificate": row, "standing": row.standing_on(day), "chip": _chip(row, day)} for row in paged["page"]]
    context = {"page_title": _("Certificates"), "rows": rows, "form": form, **paged}
    return render(request, "cells/certificate_list.html", context)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_manage(request, number):
    rows = district_certificates(request.user).prefetch_related("appeals", "checks", "picks")
    row = get_object_or_404(rows, number=number)
    facts = managed_facts(row, user=request.user, on=today())
    forms = managed_forms(request.user, request.POST, facts, on=today())
    step = request.POST.get("step")
    if step in forms and forms[step].is_valid():
        _take(request, row, facts, step, forms[step].cleaned_data)
        messages.success(request, _("Done. The check page shows it at once."))
        return redirect("cells:certificate-manage", row.number)
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "cells/certificate_manage.html", facts | {"forms": forms}, status=400 if is_wrong else 200)


def _take(request, row: Certificate, facts: dict, step: str, data: dict) -> None:
    common = {"actor": request.user, "now": now()}
    if step == "change":
        change_certificate(**common, certificate=row, **data)
    elif step == "check":
        record_check(**common, certificate=row, **data)
    elif step == "reissue":
        ask_reissue(**common, certificate=row, **data)
    elif step == "rectified":
        close_rectification(**common, check=facts["open_check"], **data)
    else:
        _answer(common, facts, step, data)


def _answer(common: dict, facts: dict, step: str, data: dict) -> None:
    if step == "decide_reissue":
        is_approved = data["verdict"] == "approve"
        decide_reissue(**common, reissue=facts["reissue"], is_approved=is_approved, answer=data["answer"])
    else:
        is_upheld = data["verdict"] == "uphold"
        answer_appeal(**common, appeal=facts["appeal"], is_upheld=is_upheld, answer=data["answer"])


def _chip(row: Certificate, day) -> str:
    return STANDING_CHIPS.get(row.standing_on(day), "not_met")
