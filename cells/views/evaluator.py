"""The evaluator's desk: section by section, beside the unit's answer and evidence."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.enums import ApplicationStatus
from cells.forms.answers import EvaluationForm
from cells.forms.organisation import ReasonForm
from cells.models import Evaluation
from cells.operations.evaluation import recuse_evaluator, save_evaluation, submit_evaluation, unmarked
from cells.queries.applications import answers_with_evidence, own_evaluations
from cells.results.cases import evaluation_facts
from cells.results.sheets import on_site, page_items, steps_of
from cells.results.wording import describe, section_name
from cells.views.guard import posted
from cells.workflow import APPLICATIONS
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.procedure.refusals import Kind, Refused

ONSITE = "onsite"


@require_role(Role.EVALUATOR)
@require_safe
def evaluation_list(request):
    rows = own_evaluations(request.user).order_by("submitted_at", "assignment__assigned_at")
    waiting = [row for row in rows if _is_open(row)]
    done = [row for row in rows if not _is_open(row)]
    context = {"page_title": _("Evaluations"), "waiting": waiting, "done": done}
    return render(request, "cells/evaluation_list.html", context)


@require_role(Role.EVALUATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_show(request, evaluation):
    row = get_object_or_404(own_evaluations(request.user), public_id=evaluation)
    if request.method == "POST":
        seen = int(request.POST.get("revision") or 0)
        submit_evaluation(actor=request.user, evaluation=row, revision=seen, now=now())
        messages.success(request, _("Your evaluation is handed in and can no longer be changed."))
        return redirect("cells:evaluation-list")
    context = evaluation_facts(row, unmarked(row)) | {"is_open": _is_open(row)}
    return render(request, "cells/evaluation_show.html", context)


@require_role(Role.EVALUATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_section(request, evaluation, section):
    row = get_object_or_404(own_evaluations(request.user), public_id=evaluation)
    criteria = _criteria(row, section)
    if not criteria:
        raise Http404
    if not _is_open(row):
        raise APPLICATIONS.closed("evaluate", row.assignment.application.status)
    seen = {"revision": row.revision}
    form = EvaluationForm(posted(request), criteria=criteria, rows=_scores(row), initial=seen)
    if request.method != "POST":
        return _page(request, row, section, form)
    return _save(request, row, section, form) if form.is_valid() else _page(request, row, section, form, status=400)


@require_role(Role.EVALUATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_recuse(request, evaluation):
    row = get_object_or_404(own_evaluations(request.user), public_id=evaluation)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        recuse_evaluator(actor=request.user, assignment=row.assignment, reason=form.cleaned_data["reason"], now=now())
        messages.success(request, _("Thank you. The file is closed to you; the district assigns someone else."))
        return redirect("cells:evaluation-list")
    context = {"page_title": _("Step back from this evaluation"), "evaluation": row, "form": form}
    context["application"] = row.assignment.application
    return render(request, "cells/evaluation_recuse.html", context, status=400 if form.errors else 200)


def _is_open(row: Evaluation) -> bool:
    return row.submitted_at is None and row.assignment.application.status == ApplicationStatus.EVALUATING


def _save(request, row: Evaluation, section: str, form: EvaluationForm):
    common = {"actor": request.user, "evaluation": row, "entries": form.entries(), "now": now()}
    try:
        save_evaluation(**common, revision=form.cleaned_data["revision"])
    except Refused as conflict:
        if conflict.kind != Kind.STALE:
            raise
        saved, theirs = conflict.items[0], _theirs(row, form)
        if theirs:
            return _both_versions(request, row, section, form, saved, theirs)
        # Saved meanwhile were other items than these: nothing of anyone is lost.
        save_evaluation(**common, revision=saved.revision)
    return _after(request, row, section)


def _after(request, row: Evaluation, section: str):
    messages.success(request, _("Saved."))
    following = _following(row, section)
    if "go" in request.POST and following:
        return redirect("cells:evaluation-section", row.public_id, following)
    return redirect("cells:evaluation-show", row.public_id)


def _scores(row: Evaluation) -> dict:
    return {score.criterion: score for score in row.scores.all()}


def _theirs(row: Evaluation, form: EvaluationForm) -> dict[str, str]:
    """Of the items of this form what stands otherwise than it was sent."""
    scores, criteria = _scores(row), row.assignment.application.rubric.sheet.criteria
    return {
        entry.criterion: describe(criteria[entry.criterion], score)
        for entry in form.entries()
        if (score := scores.get(entry.criterion)) and (score.state, score.value) != (entry.state, entry.value)
    }


def _both_versions(request, row: Evaluation, section: str, form: EvaluationForm, saved: Evaluation, theirs: dict):
    """409: what was typed stays in the fields, beside it what was saved from elsewhere."""
    data = form.data.copy()
    data["revision"] = saved.revision
    fresh = EvaluationForm(data, criteria=form.criteria, rows=_scores(row))
    return _page(request, row, section, fresh, status=409, theirs=theirs)


def _page(request, row: Evaluation, section: str, form: EvaluationForm, *, status: int = 200, theirs=None):
    application = row.assignment.application
    context = {
        "page_title": section_name(application.rubric.sheet, section),
        "evaluation": row,
        "application": application,
        "section": section,
        "form": form,
        "items": page_items(form, theirs, answers_with_evidence(application)),
        "conflicts": theirs,
        "steps": steps_of(application, [*_codes(row), ONSITE]),
        "following": _following(row, section),
    }
    return render(request, "cells/evaluation_section.html", context, status=status)


def _criteria(row: Evaluation, section: str):
    application = row.assignment.application
    return on_site(application) if section == ONSITE else dict(application.rubric.sheet.sections()).get(section)


def _codes(row: Evaluation) -> list[str]:
    return [code for code, _criteria in row.assignment.application.rubric.sheet.sections()]


def _following(row: Evaluation, section: str) -> str:
    codes = [*_codes(row), ONSITE]
    following = next(iter(codes[codes.index(section) + 1 :]), "")
    return "" if following == ONSITE else following
