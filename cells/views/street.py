"""The street officer's desk: pre-review."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cells.enums import ApplicationStatus, StepName
from cells.forms.staff import NoteForm, ReasonedForm, ReturnForm
from cells.operations.prereview import lapse_application, prereview_application, refuse_at_prereview, return_application
from cells.queries.applications import street_applications
from cells.queries.cases import for_a_list
from cells.queries.organisations import takeovers_for
from cells.results.cases import case_facts, late_words
from cells.results.wording import CHIPS
from cells.views.guard import chosen_form, desk_of, page_of
from cells.workflow import APPLICATIONS
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today

TOLD = {"accept": gettext_lazy("Done. The file is now on the list of the district office.")}
TOLD_UNIT = gettext_lazy("Done. The unit has been told by message.")


@require_role(Role.STREET_OFFICER)
@require_safe
def review_list(request):
    rows = for_a_list(street_applications(request.user))
    waiting = desk_of(rows.filter(status=ApplicationStatus.SUBMITTED).order_by("submitted_at", "pk"))
    others = page_of(request, rows.exclude(status=ApplicationStatus.SUBMITTED).order_by("-changed_at"))
    context = {"page_title": _("Pre-review"), "chips": CHIPS, **waiting, **others}
    context["takeovers"] = takeovers_for(request.user)
    return render(request, "cells/review_list.html", context)


@require_role(Role.STREET_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def review_show(request, application):
    row = get_object_or_404(street_applications(request.user), public_id=application)
    forms = _forms(request.POST, row)
    form = chosen_form(request, forms, row.status)
    if form is not None and form.is_valid():
        _take(request, row, form)
        messages.success(request, TOLD.get(form.prefix, TOLD_UNIT))
        return redirect("cells:review-list")
    is_open = APPLICATIONS.is_open(StepName.PREREVIEW_ACCEPT, row.status)
    context = case_facts(row, on=today()) | {"forms": forms, "is_open": is_open}
    return render(request, "cells/review_show.html", context, status=400 if form and form.errors else 200)


def _forms(post, row):
    seen: dict = {"revision": row.revision}

    def data(name):
        return post if post.get("step") == name else None

    if row.status == ApplicationStatus.RETURNED:
        seen["reason"] = _("The correction was not handed in by %(day)s.") % {"day": row.return_due_on}
        lapse = {"lapse": ReasonedForm(data("lapse"), initial=seen, prefix="lapse")}
        return lapse if late_words(row, today()) else {}
    criteria = list(row.rubric.sheet.criteria.values())
    return {
        "accept": NoteForm(data("accept"), initial=seen, prefix="accept"),
        "return": ReturnForm(data("return"), initial=seen, prefix="return", criteria=criteria),
        "refuse": ReasonedForm(data("refuse"), initial=seen, prefix="refuse"),
    }


def _take(request, row, form) -> None:
    data, common = form.cleaned_data, {"actor": request.user, "application": row, "now": now()}
    if form.prefix == "accept":
        prereview_application(**common, revision=data["revision"], note=data["note"])
    elif form.prefix == "return":
        return_application(**common, revision=data["revision"], items=data["items"], note=data["note"])
    elif form.prefix == "lapse":
        lapse_application(**common, revision=data["revision"], reason=data["reason"])
    else:
        refuse_at_prereview(**common, revision=data["revision"], reason=data["reason"])
