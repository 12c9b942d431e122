"""Words written by hand, one text at a time, for the two who may sort them."""

from uuid import UUID

from django.contrib import messages
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import require_role
from portal.clock import now
from portal.procedure.refusals import Refused
from surveys.forms.collection import HeadingForm, SortForm, TextAskedForm
from surveys.models import TextCode
from surveys.operations.coding import add_heading, sort_text
from surveys.permissions import JUDGING_ROLES, can_code_texts
from surveys.results.texts import (
    alike_texts,
    headings_of,
    progress,
    sample_of_texts,
    text_items,
    text_of,
    texts_of,
    unread_texts,
    unsorted,
)
from surveys.results.words import common_words, suggested_headings
from surveys.views.fieldwork import WAVES

DAY = 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*JUDGING_ROLES)
def text_sort(request, public_id, item=""):
    wave = get_object_or_404(WAVES, public_id=public_id)
    items = dict(text_items(wave)) if wave.version else {}
    if item and item not in items:
        raise Http404
    if not can_code_texts(request.user, wave) or not item:
        context = {"wave": wave, "rows": _progress(wave, items), "can_sort": can_code_texts(request.user, wave)}
        return render(request, "surveys/text_list.html", context, status=409 if request.method == "POST" else 200)
    response = _text_asked(wave, item, request.POST.get("text") or _asked(request).get("text"))
    alike = alike_texts(wave, item, response) if response else []
    codes = TextCode.objects.filter(survey=wave.survey, item=item)
    form = SortForm(request.POST or None, codes=codes, alike=[(each.form, each) for each in alike])
    if request.method == "POST" and form.is_valid():
        return _sorted(request, wave, item, form.cleaned_data, alike)
    return _next_text(request, wave, item, items[item], (form, response, alike))


def _progress(wave, items) -> list[tuple]:
    language = get_language() or "zh-hans"
    found = progress(wave, list(items))
    return [(name, item.text.in_language(language), *found[name]) for name, item in items.items()]


def _sorted(request, wave, item: str, given, alike):
    text, forms = given.pop("text"), given.pop("alike")
    same = [UUID(name) for each in alike if each.form in forms for name in each.names]
    try:
        sort_text(wave=wave, item=item, response=text, alike=same, actor=request.user, now=now(), **given)
        messages.success(request, _("Sorted. The next one:"))
    except Refused:
        messages.error(request, _("This text is no longer there."))
    return redirect(f"{reverse('surveys:text-sort-item', args=[wave.public_id, item])}?before={text}")


def _next_text(request, wave, name: str, item, shown):
    context = _text_context(wave, name, item, shown) | {"before": _asked(request).get("before"), "wave": wave}
    status = 400 if context["form"].errors else 200
    return render(request, "surveys/text_sort.html", context, status=status)


def _text_context(wave, name: str, item, shown) -> dict:
    form, response, alike = shown
    text = text_of(response, name) if response else ""
    if response is not None and not form.is_bound:
        form.initial = _marked_beforehand(form, response, name, text, alike)
    return {
        "question": item.text.in_language(get_language() or "zh-hans"),
        "text": text,
        "item": name,
        "left": unsorted(wave, name).count(),
        "words": _words(wave, name),
        "form": form,
    }


def _marked_beforehand(form, response, name: str, text: str, alike) -> dict:
    """The headings that it has; of a text that nobody read, those whose words stand in it."""
    codes = headings_of(response.pk, name) or [code.pk for code in form.fields["codes"].queryset if code.label in text]
    return {"text": response.pk, "codes": codes, "alike": [each.form for each in alike if each.is_equal]}


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*JUDGING_ROLES)
def heading_list(request, public_id, item):
    """Headings that the words of the texts suggest; a person accepts them, in words of their own."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    if not can_code_texts(request.user, wave) or item not in dict(text_items(wave)):
        raise Http404
    form = HeadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_heading(wave=wave, item=item, **form.cleaned_data, actor=request.user, now=now())
        messages.success(request, _("The heading is there. Texts that hold its words have it marked beforehand."))
        return redirect(request.path)
    there = set(TextCode.objects.filter(survey=wave.survey, item=item).values_list("label", flat=True))
    found = [each for each in suggested_headings(unread_texts(wave, item)) if each[0] not in there]
    context = {"wave": wave, "item": item, "found": found, "form": form, "there": sorted(there)}
    return render(request, "surveys/heading_list.html", context, status=400 if form.errors else 200)


def _asked(request) -> dict:
    form = TextAskedForm(request.GET)
    form.is_valid()
    return form.cleaned_data


def _text_asked(wave, name: str, text):
    """The one to look at again, or the next that nobody read."""
    try:
        return (texts_of(wave, name).filter(pk=text) if text else unsorted(wave, name)).first()
    except ValidationError:
        return None


def _words(wave, name: str) -> list[tuple[str, int]]:
    return caches["drawings"].get_or_set(
        f"words:{wave.pk}:{name}", lambda: common_words(sample_of_texts(wave, name)), DAY
    )
