"""The district office's desk: acceptance, evaluators, decision."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cells.enums import ApplicationStatus as Status
from cells.enums import StepName
from cells.forms.staff import AssignForm, DecisionForm, NoteForm, ReasonedForm
from cells.operations.certification import issue_certificate
from cells.operations.decision import decide_application, reachable_levels
from cells.operations.evaluation import assign_evaluators
from cells.operations.prereview import accept_application, decline_application
from cells.permissions import may_take
from cells.queries.applications import answers_with_evidence, district_applications, eligible_evaluators
from cells.queries.notices import is_ready
from cells.results import panel_of, self_score
from cells.views.guard import page_of, stepwise
from cells.views.history import history_of
from cells.views.sheets import sections_of
from cells.views.wording import CHIPS, NEXT, criterion_text, score_words
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today

WAITING = (Status.PREREVIEWED, Status.ACCEPTED, Status.EVALUATED, Status.PROPOSED, Status.OBJECTED)


@require_role(Role.DISTRICT_REVIEWER)
@require_GET
def decision_list(request):
    rows = district_applications(request.user)
    waiting = rows.filter(status__in=WAITING).order_by("changed_at")
    others = page_of(request, rows.exclude(status__in=WAITING).order_by("-changed_at"))
    context = {"page_title": _("Decisions"), "waiting": waiting, "chips": CHIPS, **others}
    return render(request, "cells/decision_list.html", context)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "POST"])
@stepwise
def decision_show(request, application):
    row = get_object_or_404(district_applications(request.user), public_id=application)
    panel = panel_of(row)
    forms = _forms(request, row, panel)
    form = forms.get(request.POST.get("step", ""))
    if request.method == "POST" and form is not None and form.is_valid():
        _take(request, row, form)
        messages.success(request, _("Done."))
        return redirect("cells:decision-show", row.public_id)
    context = _context(request, row, panel) | {"forms": forms}
    return render(request, "cells/decision_show.html", context, status=400 if form and form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_POST
@stepwise
def certificate_issue(request, application):
    row = get_object_or_404(district_applications(request.user), public_id=application)
    certificate = issue_certificate(actor=request.user, application=row, now=now())
    messages.success(request, _("Certificate %(number)s is issued.") % {"number": certificate.number})
    return redirect("cells:decision-show", row.public_id)


def _forms(request, row, panel) -> dict:
    """The forms of the steps that are open to this person."""
    step, seen = request.POST.get("step"), {"revision": row.revision}

    def data(name):
        return request.POST if step == name else None

    found = {}
    if may_take(request.user, StepName.ACCEPT, row):
        found["accept"] = NoteForm(data("accept"), initial=seen, prefix="accept")
        found["decline"] = ReasonedForm(data("decline"), initial=seen, prefix="decline")
    if row.status in {Status.ACCEPTED, Status.EVALUATING, Status.EVALUATED}:
        load = Count("assignments", filter=Q(assignments__state="assigned"), distinct=True)
        pool = eligible_evaluators(row).exclude(pk=request.user.pk).annotate(load=load).order_by("load", "pk")
        found["assign"] = AssignForm(data("assign"), initial=seen, prefix="assign", pool=pool)
    if panel and may_take(request.user, StepName.GRANT, row):
        codes = reachable_levels(row, panel)
        levels = [level for level in row.rubric.unit_type.scheme.levels.levels if level.code in codes]
        found["decide"] = DecisionForm(
            data("decide"), initial=seen, prefix="decide", levels=levels, is_wide=panel.is_wide
        )
    return found


def _take(request, row, form) -> None:
    data = form.cleaned_data
    common = {"actor": request.user, "application": row, "revision": data["revision"], "now": now()}
    if form.prefix == "accept":
        accept_application(**common)
    elif form.prefix == "decline":
        decline_application(**common, reason=data["reason"])
    elif form.prefix == "assign":
        assign_evaluators(**common, evaluators=list(data["evaluators"]))
    else:
        moderation = data.get("moderation", "")
        decide_application(**common, level=form.chosen_level, reasons=data["reasons"], moderation=moderation)


def _context(request, row, panel) -> dict:
    entry = getattr(row, "notice_entry", None)
    return {
        "page_title": row.organisation.name,
        "application": row,
        "chip": CHIPS.get(row.status, "information"),
        "next": NEXT[row.status],
        "sections": sections_of(row, answers_with_evidence(row)),
        "self_score": score_words(row, self_score(row)),
        "assignments": row.assignments.select_related("evaluator"),
        "panel": panel,
        "evaluations": [
            {"row": evaluation, "score": score_words(row, scored)} for evaluation, scored in panel.evaluations
        ]
        if panel
        else [],
        "together": score_words(row, panel.together) if panel else None,
        "disputed": [criterion_text(row.rubric.sheet.criteria[code]) for code in panel.disputed] if panel else [],
        "decision": getattr(row, "decision", None),
        "entry": entry,
        "may_certify": bool(entry and may_take(request.user, StepName.CERTIFY, row) and is_ready(entry, today())),
        "certificate": getattr(row, "certificate", None),
        "history": history_of(row),
    }
