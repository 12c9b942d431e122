"""Awards on paper: entered by one reviewer, by a form or a table, and confirmed by another."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cells.enums import AwardState
from cells.forms.awards import AwardAnswerForm, AwardForm, ScanForm, asked_awards, columns, judged_awards, levels
from cells.models import PaperAward
from cells.operations.awards import add_scan, confirm_award, enter_award, enter_awards, refuse_award
from cells.permissions import can_decide_award
from cells.queries.awards import district_awards
from cells.views.guard import chosen_form, page_of, posted
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.evidence.exports import respond
from portal.papers.views import Door, table_import
from portal.papers.writing import example, workbook_to_fill
from portal.spreadsheets import MEDIA_TYPES


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def award_list(request):
    form = AwardForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = enter_award(actor=request.user, fields=data, scan=data["scan"][0], now=now())
        messages.success(request, _("Entered. Another reviewer confirms it."))
        return redirect("cells:award-show", row.public_id)
    context = {"page_title": _("Awards on paper"), "form": form, **page_of(request, district_awards(request.user))}
    return render(request, "cells/award_list.html", context, status=400 if form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def award_show(request, award):
    row = get_object_or_404(district_awards(request.user), public_id=award)
    forms = _forms(request, row)
    form = chosen_form(request, forms, row.state)
    if form is not None and form.is_valid():
        _take(request, row, form)
        messages.success(request, _("Done."))
        return redirect("cells:award-show", row.public_id)
    context = {"page_title": row.organisation.name, "award": row, "forms": forms}
    context["level"] = dict(levels()).get(row.level, row.level)
    context["awaits_another"] = row.state == AwardState.OPEN and not can_decide_award(request.user, row)
    return render(request, "cells/award_show.html", context, status=400 if form and form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def award_scan(request, award):
    row = get_object_or_404(district_awards(request.user), public_id=award)
    if row.scan is None:
        raise Http404
    return respond(request, row.scan)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def award_import(request):
    """A table is shown row by row; a second press enters what is right."""
    return table_import(request, DOOR)


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def award_template(request):
    own = columns()
    file = workbook_to_fill(_("Awards on paper"), own, [example(own)])
    headers = {"Content-Disposition": 'attachment; filename="awards.xlsx"'}
    return HttpResponse(file, content_type=MEDIA_TYPES["xlsx"], headers=headers)


def _forms(request, row: PaperAward) -> dict:
    if row.state != AwardState.OPEN:
        return {}
    step, found = request.POST.get("step"), {}
    if can_decide_award(request.user, row):
        found["answer"] = AwardAnswerForm(request.POST if step == "answer" else None, prefix="answer")
    sent = (request.POST, request.FILES) if step == "scan" else (None, None)
    return found | {"scan": ScanForm(*sent, prefix="scan")}


def _take(request, row: PaperAward, form) -> None:
    data, common = form.cleaned_data, {"actor": request.user, "award": row, "now": now()}
    if form.prefix == "scan":
        add_scan(**common, scan=data["scan"][0])
    else:
        decide = confirm_award if data["verdict"] == "confirm" else refuse_award
        decide(**common, answer=data["answer"])


def _keep(request, rows) -> str:
    made = enter_awards(actor=request.user, rows=[row.entry for row in rows], now=now())
    return _("%(number)s awards are entered. Add the scan of each; another reviewer confirms it.") % {
        "number": len(made)
    }


DOOR = Door(
    name="cells.awards",
    title=gettext_lazy("Awards on paper from a table"),
    done="cells:award-list",
    files=(("cells:award-template", gettext_lazy("Table to fill in (XLSX)")),),
    asked=lambda request: asked_awards(),
    judge=lambda request, table, rows: judged_awards(table, rows),
    keep=_keep,
    context=lambda request: {"breadcrumb": [{"label": _("Awards on paper"), "url": reverse("cells:award-list")}]},
)
