"""The district office's desk: acceptance, evaluators, decision."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cells.enums import ApplicationStatus as Status
from cells.forms.decision import decision_forms
from cells.models import Appeal
from cells.operations.appeals import answer_refusal_appeal
from cells.operations.certification import issue_certificate
from cells.operations.decision import decide_application
from cells.operations.evaluation import assign_evaluators
from cells.operations.prereview import accept_application, decline_application
from cells.operations.reopening import reopen_decision
from cells.queries.appeals import open_refusal_appeals
from cells.queries.applications import district_applications
from cells.queries.cases import for_a_list
from cells.results import panel_of
from cells.results.cases import decision_facts
from cells.results.wording import CHIPS
from cells.views.guard import chosen_form, desk_of, page_of
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today

WAITING = (Status.PREREVIEWED, Status.ACCEPTED, Status.EVALUATED, Status.PROPOSED, Status.OBJECTED)
# Steps that need nothing but their reason.
REASONED = {"decline": decline_application, "reopen": reopen_decision}


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def decision_list(request):
    rows = for_a_list(district_applications(request.user))
    is_waiting = Q(status__in=WAITING) | Q(pk__in=open_refusal_appeals().values("application"))
    waiting = desk_of(rows.filter(is_waiting).order_by("changed_at", "pk"))
    others = page_of(request, rows.exclude(is_waiting).order_by("-changed_at"))
    context = {"page_title": _("Decisions"), "chips": CHIPS, **waiting, **others}
    return render(request, "cells/decision_list.html", context)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_show(request, application):
    row = get_object_or_404(district_applications(request.user), public_id=application)
    panel = panel_of(row)
    forms = decision_forms(request.user, row, panel, request.POST, on=today())
    form = chosen_form(request, forms, row.status)
    if form is not None and form.is_valid():
        _take(request, row, form)
        messages.success(request, _("Done."))
        return redirect("cells:decision-show", row.public_id)
    context = decision_facts(row, panel, user=request.user, on=today()) | {"forms": forms}
    return render(request, "cells/decision_show.html", context, status=400 if form and form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_POST
def certificate_issue(request, application):
    row = get_object_or_404(district_applications(request.user), public_id=application)
    certificate = issue_certificate(actor=request.user, application=row, now=now())
    messages.success(request, _("Certificate %(number)s is issued.") % {"number": certificate.number})
    return redirect("cells:decision-show", row.public_id)


def _take(request, row, form) -> None:
    data = form.cleaned_data
    common = {"actor": request.user, "application": row, "revision": data["revision"], "now": now()}
    if form.prefix == "accept":
        accept_application(**common, note=data["note"])
    elif form.prefix in REASONED:
        REASONED[form.prefix](**common, reason=data["reason"])
    elif form.prefix == "assign":
        assign_evaluators(**common, evaluators=list(data["evaluators"]), reason=data.get("reason", ""))
    elif form.prefix == "appeal":
        _answer(request, row.appeal, data)
    else:
        moderation = data.get("moderation", "")
        decide_application(**common, level=form.chosen_level, reasons=data["reasons"], moderation=moderation)


def _answer(request, appeal: Appeal, data: dict) -> None:
    is_upheld = data["verdict"] == "uphold"
    answer_refusal_appeal(actor=request.user, appeal=appeal, is_upheld=is_upheld, answer=data["answer"], now=now())
