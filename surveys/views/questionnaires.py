"""Questionnaires for their authors: versions and drafts, taking a draft in, XLSForm in and out."""

from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from surveys.exports.xlsform import CONTENT_TYPE, xlsform
from surveys.forms.collection import ImportForm
from surveys.forms.words import flaws_told, unread_words
from surveys.forms.xlsform import NoXlsformError, sheets_in
from surveys.models import QuestionnaireDraft, QuestionnaireVersion
from surveys.operations.questionnaires import draft_from, draft_of, take_draft
from surveys.queries import areas_with_communities
from surveys.questionnaire import QuestionnaireError

author = require_role(Role.DISTRICT_ADMINISTRATOR)
SHOWN = 40


@require_safe
@author
def questionnaire_list(request):
    context = {
        "drafts": [(draft, draft_address(draft)) for draft in QuestionnaireDraft.objects.all()],
        "versions": QuestionnaireVersion.objects.all(),
        "form": ImportForm(),
    }
    return render(request, "surveys/questionnaire_list.html", context)


def draft_address(draft: QuestionnaireDraft) -> str:
    return reverse(f"{QuestionnaireDraft.snippet_viewset.url_namespace}:edit", args=[draft.pk])


@require_POST
@author
def draft_take(request, code):
    draft = get_object_or_404(QuestionnaireDraft, code=code)
    try:
        loaded = take_draft(draft=draft, actor=request.user, now=now())
    except QuestionnaireError as error:
        list_told(request, _("It is no complete questionnaire yet:"), flaws_told(error.problems, draft.definition))
    else:
        said = _("Taken in as %(version)s.") if loaded.changed else _("Nothing has changed since %(version)s.")
        messages.success(request, said % {"version": loaded.version})
    return redirect("surveys:questionnaire-list")


@require_POST
@author
def version_edit(request, version_id):
    """A draft that begins as this version, or the one that somebody began already; the version itself stays."""
    version = get_object_or_404(QuestionnaireVersion, public_id=version_id)
    was_there = QuestionnaireDraft.objects.filter(code=version.code).exists()
    draft = draft_of(version=version, actor=request.user)
    if was_there:
        messages.info(
            request, _("A draft of this questionnaire was begun already; this is it. To begin anew, delete it first.")
        )
    return redirect(draft_address(draft))


@require_safe
@author
def version_export(request, version_id):
    version = get_object_or_404(QuestionnaireVersion, public_id=version_id)
    response = HttpResponse(xlsform(version, areas_with_communities()), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{version.code}-{version.number}.xlsx"'
    return response


@require_POST
@author
def questionnaire_import(request):
    form = ImportForm(request.POST, request.FILES)
    try:
        sheets = sheets_in(form.cleaned_data["file"].read() if form.is_valid() else b"")
    except NoXlsformError:
        messages.error(request, _("This is no XLSForm (.xlsx with a sheet “survey”)."))
        return redirect("surveys:questionnaire-list")
    return redirect(draft_address(_imported(request, sheets, Path(form.cleaned_data["file"].name).stem)))


def _imported(request, sheets, name: str) -> QuestionnaireDraft:
    from surveys.questionnaire.xlsform_in import definition_of  # noqa: PLC0415 - megabytes that most workers never need

    definition, unread = definition_of(sheets, name)
    draft = draft_from(definition=definition, actor=request.user)
    if draft.code != definition["code"]:
        said = _("A draft named %(code)s is there already and stays; this one is named %(new)s.")
        messages.info(request, said % {"code": definition["code"], "new": draft.code})
    words = [unread_words(each) for each in unread]
    list_told(request, _("Imported. What could not be read has to be added by hand:"), words)
    return draft


def list_told(request, words: str, problems: list[str]) -> None:
    if problems:
        rest = [f"… +{len(problems) - SHOWN}"] if len(problems) > SHOWN else []
        messages.warning(request, f"{words} {'; '.join([*problems[:SHOWN], *rest])}")
