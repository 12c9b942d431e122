"""A certificate as its holder sees it: recheck, rectification, appeal, renewal. And a resident's two taps."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cells.enums import CorrectionState, Impression
from cells.forms.surveillance import AppealForm, LookForm, ReissueForm, ReportForm
from cells.models import Certificate
from cells.operations.appeals import file_appeal
from cells.operations.reissue import ask_reissue
from cells.operations.renewal import start_renewal
from cells.operations.surveillance import add_look, report_rectification
from cells.queries.appeals import appeal_until
from cells.queries.register import find_certificate
from cells.queries.surveillance import own_certificates
from cells.results.certificates import own_facts
from cells.workflow import ALIVE
from portal.accounts.limits import is_taken
from portal.accounts.permissions import private
from portal.clock import now, today
from portal.cms.attempts import repeatable
from portal.cms.views.strangers import for_strangers
from portal.directory.queries import has_passed


@private
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_own(request, number):
    row = get_object_or_404(own_certificates(request.user), number=number)
    check, last = _open_check(row), appeal_until(row)
    forms = _forms(request, row, check, last)
    taken = _taken(request, row, check, forms)
    if taken:
        messages.success(request, taken)
        return redirect("cells:certificate-own", row.number)
    context = own_facts(row, check, on=today()) | {"forms": forms, "appeal_until": last and last.day}
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "cells/certificate_own.html", context, status=400 if is_wrong else 200)


@private
@require_POST
def certificate_renew(request, number):
    row = get_object_or_404(own_certificates(request.user), number=number)
    application = start_renewal(actor=request.user, certificate=row, now=now())
    if row.application:
        messages.success(request, _("Filled in from the last time. Please look over every section before you submit."))
    return redirect("cells:application-show", application.public_id)


@repeatable
@for_strangers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_add(request, number):
    """Two taps: the link on the check page, then one of the answers. No account, no photo, no place."""
    finding = find_certificate(number, "", on=today())
    if finding.certificate is None:
        raise Http404
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and is_taken(request, form, "look"):
        add_look(certificate=finding.certificate, now=now(), **form.cleaned_data)
        return render(request, "cells/look_thanks.html", {"page_title": _("Thank you"), "row": finding.certificate})
    context = {"page_title": _("What do you see here?"), "row": finding.certificate, "choices": Impression.choices}
    context["key"] = uuid.uuid4()
    return render(request, "cells/look_add.html", context, status=400 if form.errors else 200)


def _open_check(row: Certificate):
    return row.checks.filter(rectify_by__isnull=False, rectified_on__isnull=True).first()


def _forms(request, row: Certificate, check, last) -> dict:
    step, found = request.POST.get("step"), {}
    if check and not check.report:
        found["report"] = ReportForm(request.POST if step == "report" else None)
    if last and not has_passed(last.day, today()):
        found["appeal"] = AppealForm(request.POST if step == "appeal" else None)
    if row.state in ALIVE and not row.reissues.filter(state=CorrectionState.OPEN).exists():
        found["reissue"] = ReissueForm(request.POST if step == "reissue" else None, prefix="reissue")
    return found


def _taken(request, row: Certificate, check, forms: dict) -> str:
    common = {"actor": request.user, "now": now()}
    if "report" in forms and forms["report"].is_valid():
        report_rectification(**common, check=check, **forms["report"].cleaned_data)
        return _("Received. The district office is told and looks at it.")
    if "appeal" in forms and forms["appeal"].is_valid():
        file_appeal(**common, certificate=row, **forms["appeal"].cleaned_data)
        return _("Your appeal is received. The district office is told.")
    if "reissue" in forms and forms["reissue"].is_valid():
        ask_reissue(**common, certificate=row, **forms["reissue"].cleaned_data)
        return _("Received. The district office is told and looks at it.")
    return ""
