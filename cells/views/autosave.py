"""Saving as one types: the same form, item by item, answered in JSON; nothing typed waits for a button."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cells.forms.answers import SectionForm
from cells.models import Application
from cells.operations.filing import Kept, attach_evidence, keep_answers
from cells.queries.applications import answers_with_evidence, own_applications
from cells.results import self_score
from cells.results.sheets import missing_words, open_criteria
from cells.results.wording import describe, score_words
from cells.workflow import EDITABLE
from portal.accounts.permissions import private
from portal.clock import DISTRICT, now
from portal.evidence.errors import RefusedFileError


@private
@require_POST
def section_save(request, application, section):
    """The items that were sent and no others; 409 with words when the file is no longer open to the unit."""
    row = get_object_or_404(own_applications(request.user), public_id=application)
    sent = [item for item in open_criteria(row, section) if f"{item.code}-revision" in request.POST]
    if row.status not in EDITABLE or not sent:
        return JsonResponse(
            {"closed": _("This file is no longer open for changes. Please load the page again.")}, status=409
        )
    form = SectionForm(request.POST, request.FILES, criteria=sent, rows=answers_with_evidence(row))
    form.is_valid()
    kept = keep_answers(actor=request.user, application=row, entries=form.sound_entries(), now=now())
    refused = _attached(request, row, form)
    outcome = _outcome(row, form, kept, form.faults() | refused)
    return JsonResponse(outcome | {"refused": [*refused, *form.refused_files()]})


def _attached(request, row: Application, form: SectionForm) -> dict[str, list[str]]:
    """Files and links beside their items; what the store refuses is told beside the item."""
    refused = {}
    for code, files, url in form.uploads():
        try:
            attach_evidence(actor=request.user, application=row, criterion=code, uploads=files, url=url, now=now())
        except RefusedFileError as error:
            refused[code] = [str(error.message)]
    return refused


def _outcome(row: Application, form: SectionForm, kept: Kept, faults: dict[str, list[str]]) -> dict:
    answers, criteria = answers_with_evidence(row), row.rubric.sheet.criteria
    sent = {criterion.code: answers.get(criterion.code) for criterion in form.criteria}
    missing = {"application": row, "missing": missing_words(row)}
    score = score_words(row, self_score(row))
    return {
        "at": now().astimezone(DISTRICT).strftime("%H:%M"),
        "revisions": {
            code: answer.revision if answer else 0 for code, answer in sent.items() if code not in kept.stale
        },
        "theirs": {
            code: {"revision": answer.revision if answer else 0, "text": describe(criteria[code], answer)}
            for code, answer in kept.stale.items()
        },
        "faults": faults,
        "evidence": {code: _rows(answer) for code, answer in sent.items()},
        "total": _("%(total)s of 100 points") % score,
        "score": render_to_string("cells/parts/score.html", {"score": score}),
        "missing": render_to_string("cells/parts/missing.html", missing),
    }


def _rows(answer) -> str:
    evidence = list(answer.evidence.all()) if answer else []
    return render_to_string("cells/parts/evidence_rows.html", {"evidence": evidence}) if evidence else ""
