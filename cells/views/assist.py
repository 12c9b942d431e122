"""The street officer beside a small unit: filling in for it, and answering who takes files over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.membership import AssistForm, PaperStatementForm, TakeoverAnswerForm
from cells.models import Takeover
from cells.operations.assistance import assist_organisation, submit_for_unit
from cells.operations.correction import CORRECTABLE
from cells.operations.takeover import approve_takeover, refuse_takeover
from cells.queries.applications import helped_applications
from cells.queries.organisations import takeovers_for
from cells.results.cases import unit_facts
from cells.results.wording import statement_lines
from cells.views.guard import posted
from cells.workflow import EDITABLE
from portal.accounts.permissions import areas_of, require_role
from portal.accounts.roles import Role
from portal.clock import now, today
from portal.evidence.exports import respond


@require_role(Role.STREET_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def assist_start(request):
    form = AssistForm(posted(request), areas=areas_of(request.user, Role.STREET_OFFICER))
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in CORRECTABLE}
        row = assist_organisation(actor=request.user, fields=fields, phone=form.cleaned_data["phone"], now=now())
        messages.success(request, _("The unit is registered. Fill in its self-assessment together."))
        return redirect("cells:application-show", row.public_id)
    context = {"page_title": _("Fill in for a small unit"), "form": form, "rows": helped_applications(request.user)}
    return render(request, "cells/assist_start.html", context, status=400 if form.errors else 200)


@require_role(Role.STREET_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def assist_submit(request, application):
    rows = helped_applications(request.user).filter(status__in=EDITABLE)
    row = get_object_or_404(rows, public_id=application)
    form = PaperStatementForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, paper = form.cleaned_data["name"], form.cleaned_data["paper"][0]
        submit_for_unit(actor=request.user, application=row, name=name, paper=paper, now=now())
        return redirect("cells:receipt-show", row.public_id, row.submissions.count())
    facts = {"statement": statement_lines(row.terms), "form": form, "is_paper": True}
    context = unit_facts(row, on=today()) | {"page_title": _("Submit for the unit"), **facts}
    return render(request, "cells/application_submit.html", context, status=400 if form.errors else 200)


@require_role(Role.STREET_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def takeover_show(request, takeover):
    row = get_object_or_404(takeovers_for(request.user), public_id=takeover)
    members = row.organisation.memberships.select_related("user").order_by("joined_at")
    form = TakeoverAnswerForm(posted(request), members=members)
    if request.method == "POST" and form.is_valid():
        _answer(request, row, form.cleaned_data)
        messages.success(request, _("Done. Both sides have been told."))
        return redirect("cells:review-list")
    context = {"page_title": _("Takeover of %(unit)s") % {"unit": row.organisation.name}, "takeover": row, "form": form}
    return render(request, "cells/takeover_show.html", context, status=400 if form.errors else 200)


@require_role(Role.STREET_OFFICER)
@require_safe
def takeover_proof(request, takeover):
    row = get_object_or_404(takeovers_for(request.user).select_related("proof"), public_id=takeover)
    return respond(request, row.proof)


def _answer(request, row: Takeover, data) -> None:
    common = {"actor": request.user, "takeover": row, "answer": data["answer"], "now": now()}
    if data["verdict"] == "approve":
        approve_takeover(**common, leaving=data["leaving"])
    else:
        refuse_takeover(**common)
