"""The unit's desk: its organisations, its applications."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cells.forms.organisation import OrganisationForm, ReasonForm, StatementForm
from cells.forms.surveillance import AppealForm
from cells.models import Application, Certificate, Organisation
from cells.operations.appeals import file_refusal_appeal
from cells.operations.filing import start_application, submit_application, withdraw_application
from cells.operations.organisation import register_organisation
from cells.operations.renewal import ENDED, start_again
from cells.permissions import is_helper
from cells.queries.applications import own_applications
from cells.queries.organisations import invitations_to
from cells.results.cases import refusal_facts, unit_facts
from cells.results.submissions import handed_in
from cells.results.wording import CHIPS, NEXT, statement_lines
from cells.views.guard import posted, tell_missing_signs
from cells.workflow import EDITABLE, RUNNING
from portal.accounts.limits import is_taken
from portal.accounts.permissions import private
from portal.clock import now, today


@private
@require_safe
def application_list(request):
    applications = Application.objects.select_related("certificate").order_by("-created_at")
    rows = Organisation.objects.of(request.user).select_related("area", "above", "unit_type")
    on_paper = Certificate.objects.filter(application=None)
    rows = rows.prefetch_related(
        Prefetch("applications", applications), Prefetch("certificates", on_paper, to_attr="on_paper")
    )
    units = [_unit(row) for row in rows]
    context = {"page_title": _("My applications"), "units": units}
    context["invitations"] = invitations_to(request.user, today())
    return render(request, "cells/application_list.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_register(request):
    form = OrganisationForm(posted(request))
    if request.method == "POST" and is_taken(request, form, "join"):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        register_organisation(actor=request.user, fields=fields, now=now())
        messages.success(request, _("The unit is registered. You can start its application now."))
        tell_missing_signs(request, fields["name"])
        return redirect("cells:application-list")
    context = {"page_title": _("Register a unit"), "form": form}
    return render(request, "cells/organisation_register.html", context, status=400 if form.errors else 200)


@private
@require_POST
def application_start(request, organisation):
    row = get_object_or_404(Organisation.objects.of(request.user), public_id=organisation)
    application = start_application(actor=request.user, organisation=row, now=now())
    return redirect("cells:application-show", application.public_id)


@private
@require_POST
def application_again(request, application):
    former = get_object_or_404(own_applications(request.user), public_id=application)
    row = start_again(actor=request.user, former=former, now=now())
    messages.success(request, _("Filled in from the last time. Please look over every section before you submit."))
    return redirect("cells:application-show", row.public_id)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def application_show(request, application):
    """Where the file stands; posted, the appeal against its refusal."""
    row = get_object_or_404(own_applications(request.user), public_id=application)
    form = AppealForm(posted(request))
    if request.method == "POST" and form.is_valid():
        file_refusal_appeal(actor=request.user, application=row, text=form.cleaned_data["text"], now=now())
        messages.success(request, _("Your appeal is received. The district office is told."))
        return redirect("cells:application-show", row.public_id)
    context = unit_facts(row, on=today()) | {"refusal": refusal_facts(row, on=today()), "form": form}
    context["is_helper"] = is_helper(request.user, row)
    return render(request, "cells/application_show.html", context, status=400 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def application_submit(request, application):
    row = get_object_or_404(own_applications(request.user).filter(status__in=EDITABLE), public_id=application)
    form = StatementForm(posted(request))
    if request.method == "POST" and form.is_valid():
        submit_application(actor=request.user, application=row, name=form.cleaned_data["name"], now=now())
        return redirect("cells:receipt-show", row.public_id, row.submissions.count())
    statement = statement_lines(row.terms)
    context = unit_facts(row, on=today()) | {"page_title": _("Sign and submit"), "form": form, "statement": statement}
    return render(request, "cells/application_submit.html", context, status=400 if form.errors else 200)


@private
@require_safe
def receipt_show(request, application, number):
    """What was handed in, when, and by which rubric: to print or to keep."""
    row = get_object_or_404(own_applications(request.user), public_id=application)
    submission = get_object_or_404(row.submissions, number=number)
    context = {"page_title": _("Receipt"), "application": row, "submission": submission, "next": NEXT[row.status]}
    return render(request, "cells/receipt_show.html", context | {"items": handed_in(row, submission)})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request, application):
    row = get_object_or_404(own_applications(request.user), public_id=application)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        withdraw_application(actor=request.user, application=row, reason=form.cleaned_data["reason"], now=now())
        messages.success(request, _("The application is withdrawn."))
        return redirect("cells:application-show", row.public_id)
    context = {"page_title": _("Withdraw the application"), "application": row, "form": form}
    return render(request, "cells/application_withdraw.html", context, status=400 if form.errors else 200)


def _unit(organisation: Organisation) -> dict:
    found = {"organisation": organisation, "applications": _listed(organisation), "can_start": _can_start(organisation)}
    # The latest file, where it ended without a certificate.
    latest = next(iter(organisation.applications.all()), None)
    return found | {"former": latest if latest and latest.status in ENDED else None}


def _listed(organisation: Organisation) -> list[dict]:
    return [{"row": row, "chip": CHIPS.get(row.status, "information")} for row in organisation.applications.all()]


def _can_start(organisation: Organisation) -> bool:
    return all(row.status not in RUNNING for row in organisation.applications.all())
