"""A new questionnaire, from lines of text, from the library, from an earlier version or from nothing."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from surveys.forms.authoring import BlankForm, EarlierForm, LibraryForm, PastedForm
from surveys.operations.questionnaires import draft_from, library_definition
from surveys.views.questionnaires import author, draft_address, list_told

FORMS = {"pasted": PastedForm, "library": LibraryForm, "earlier": EarlierForm, "blank": BlankForm}
CODE = "survey"


@require_safe
@author
def questionnaire_new(request):
    return _page(request)


@require_POST
@author
def questionnaire_begin(request, source):
    form = FORMS[source](request.POST)
    if not form.is_valid():
        return _page(request, status=422, **{source: form})
    draft = draft_from(definition=_definition(source, form), actor=request.user)
    taking = messages.button(reverse("surveys:questionnaire-list"), _("Take it in as a version"))
    said = _("The draft is made. Look at it beside the editor as a phone shows it.")
    messages.success(request, said, buttons=[taking])
    if source == "pasted":
        list_told(request, _("Please look at:"), form.told_words)
    return redirect(draft_address(draft))


def _definition(source: str, form) -> dict:
    given = form.cleaned_data
    if source == "pasted":
        return form.definition | {"code": CODE}
    if source == "library":
        return library_definition(given["name"])
    if source == "earlier":
        return given["version"].definition
    words = {"zh": given["title"], "en": given["title"]}
    return {"code": CODE, "title": words, "introduction": words, "minutes": 1, "items": []}


def _page(request, status=200, **bound):
    forms = {source: bound.get(source) or form(auto_id=f"{source}_%s") for source, form in FORMS.items()}
    return render(request, "surveys/questionnaire_new.html", {"forms": forms}, status=status)
