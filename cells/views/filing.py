"""Filling in one section at a time, with its evidence."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.answers import SectionForm
from cells.models import AnswerEvidence, Application
from cells.operations.filing import attach_evidence, remove_evidence, save_answers
from cells.queries.applications import answers_with_evidence, own_applications, visible_evidence
from cells.results import self_score
from cells.results.sheets import WHOLE, groups_of, missing_words, next_section, open_criteria, page_items, steps_of
from cells.results.wording import describe, score_words, section_name
from cells.views.guard import posted
from cells.workflow import APPLICATIONS, EDITABLE
from portal.accounts.permissions import private
from portal.clock import now
from portal.evidence.errors import RefusedFileError
from portal.evidence.exports import respond
from portal.procedure.refusals import Kind, Refused


@private
@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request, application, section):
    row = get_object_or_404(own_applications(request.user), public_id=application)
    criteria = open_criteria(row, section)
    if row.status not in EDITABLE or not criteria:
        return _read_only(request, row, section)
    answers = answers_with_evidence(row)
    form = SectionForm(posted(request), request.FILES or None, criteria=criteria, rows=answers)
    if request.method != "POST":
        return _page(request, row, section, form)
    if not form.is_valid():
        return _page(request, row, section, form, status=400)
    return _save(request, row, section, form)


@private
@require_safe
def evidence_show(request, evidence):
    """Whoever may see the file of the case sees its evidence; to everyone else it is not there."""
    item = get_object_or_404(visible_evidence(request.user), public_id=evidence)
    return respond(request, item.stored)


def _save(request, row: Application, section: str, form: SectionForm):
    try:
        save_answers(actor=request.user, application=row, entries=form.entries(), now=now())
        for code, files, url in form.uploads():
            attach_evidence(actor=request.user, application=row, criterion=code, uploads=files, url=url, now=now())
    except Refused as conflict:
        if conflict.kind != Kind.STALE:
            raise
        return _both_versions(request, row, section, form, dict(conflict.items))
    except RefusedFileError as refused:
        form.add_error(None, refused.message)
        return _page(request, row, section, form, status=400)
    return _after(request, row, section)


def _after(request, row: Application, section: str):
    removed = request.POST.get("remove")
    if removed:
        _remove(request, row, removed)
    messages.success(request, _("Saved."))
    if removed or "go" not in request.POST:
        return redirect("cells:section-edit", row.public_id, section)
    following = next_section(row, section)
    if following:
        return redirect("cells:section-edit", row.public_id, following)
    return redirect("cells:application-show", row.public_id)


def _remove(request, row: Application, public_id: str) -> None:
    evidence = AnswerEvidence.objects.filter(answer__application=row).select_related("answer__application")
    item = next((item for item in evidence if str(item.public_id) == public_id), None)
    if item is None:
        raise Http404
    remove_evidence(actor=request.user, evidence=item, now=now())


def _both_versions(request, row: Application, section: str, form: SectionForm, stale: dict):
    """409: what was typed stays in the fields; beside it what another saved. Saving again is then a choice."""
    data = form.data.copy()
    theirs = {}
    for code, answer in stale.items():
        data[f"{code}-revision"] = answer.revision if answer else 0
        theirs[code] = describe(row.rubric.sheet.criteria[code], answer)
    fresh = SectionForm(data, criteria=form.criteria, rows=answers_with_evidence(row))
    return _page(request, row, section, fresh, status=409, theirs=theirs)


def _page(request, row: Application, section: str, form: SectionForm, *, status: int = 200, theirs=None):
    steps = [code for code, _found in row.rubric.sheet.sections() if open_criteria(row, code)]
    context = {
        "page_title": section_name(row.rubric.sheet, section),
        "application": row,
        "section": section,
        "form": form,
        "groups": groups_of(row, page_items(form, theirs, form.rows)),
        "conflicts": theirs,
        "steps": steps_of(row, steps),
        "missing": missing_words(row),
        "following": next_section(row, section),
        "score": score_words(row, self_score(row)),
    }
    return render(request, "cells/section_edit.html", context, status=status)


def _read_only(request, row: Application, section: str):
    if section != WHOLE and section not in dict(row.rubric.sheet.sections()):
        raise Http404
    if request.method == "POST":
        raise APPLICATIONS.closed("save_answer", row.status)
    return redirect("cells:application-show", row.public_id)
