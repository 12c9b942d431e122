"""A rubric written in forms, item by item, with what the unit will see beside it."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cells.enums import RubricState
from cells.forms.answers import SectionForm
from cells.forms.rubric_item import ItemForm, PointsForm, plain
from cells.models import Rubric
from cells.models.scheme import in_language
from cells.operations.rubrics import ask_publishing, begin_draft, change_draft
from cells.results.comparison import draft_facts
from cells.results.sheets import page_items
from cells.rubric import drafting
from cells.rubric.faults import number_of
from cells.views.authoring import find_rubric
from cells.views.guard import posted
from portal.clock import now

ORDER = {"remove": drafting.without_item, "up": drafting.moved_up}


def sheet(request, pk):
    """All items of a version; of a draft each opens as a form, and what does not add up yet is told."""
    rubric = find_rubric(request, pk, *RubricState)
    if request.method == "POST":
        return _changed(request, rubric)
    context = {"rubric": rubric, "page_title": rubric, "sections": _sections(rubric)} | draft_facts(
        request.user, rubric
    )
    return render(request, "cells/admin/rubric_sheet.html", context)


def item(request, pk, section, code=""):
    """One item of a draft."""
    rubric = find_rubric(request, pk, RubricState.DRAFT)
    held = _held(rubric, section, code)
    taken = set(drafting.items_of(rubric.definition)) - {code}
    form = ItemForm(posted(request), item=held, gate=section == drafting.GATES, taken=taken)
    if request.method == "POST" and form.is_valid():
        built = form.built()
        _save(request, rubric, partial(drafting.with_item, section=section, item=built, code=code))
        return redirect("rubrics:item", pk, section, built["code"])
    context = {"rubric": rubric, "page_title": code or _("Add an item"), "form": form, "item": _as_seen(rubric, code)}
    return render(request, "cells/admin/rubric_item.html", context, status=400 if form.errors else 200)


def _held(rubric: Rubric, section: str, code: str) -> dict[str, Any] | None:
    """The item of that code, which must be there; without a code a new one."""
    found = drafting.has_section(rubric.definition, section)
    held = drafting.item_in(rubric.definition, section, code) if found and code else None
    if not found or (code and held is None):
        raise Http404
    return held


def _changed(request, rubric: Rubric):
    if "begin" in request.POST:
        return redirect("rubrics:sheet", begin_draft(actor=request.user, rubric=rubric, now=now()).pk)
    if "ask" in request.POST:
        return _asked(request, rubric)
    section = request.POST.get("section", "")
    if rubric.state != RubricState.DRAFT or not drafting.has_section(rubric.definition, section):
        raise Http404
    change = _rearranged(section, request.POST)
    if change is not None:
        _save(request, rubric, change)
    return redirect("rubrics:sheet", rubric.pk)


def _rearranged(section: str, sent):
    """One item moved or gone, or the section worth something else; nothing where nothing sound was asked."""
    step = ORDER.get(sent.get("step", ""))
    if step:
        return partial(step, section=section, code=sent.get("code", ""))
    form = PointsForm(sent)
    if section == drafting.GATES or not form.is_valid():
        return None
    return partial(drafting.with_points, section=section, points=plain(form.cleaned_data["points"]))


def _asked(request, rubric: Rubric):
    count = ask_publishing(rubric=rubric, actor=request.user, now=now())
    if count:
        messages.success(request, _("It waits for %(count)s others who may publish it.") % {"count": count})
    else:
        messages.warning(
            request, _("Nobody else is district administrator: the security administrator gives the role.")
        )
    return redirect("rubrics:sheet", rubric.pk)


def _save(request, rubric: Rubric, change) -> None:
    change_draft(rubric=rubric, change=change, actor=request.user, now=now())
    messages.success(request, _("Saved."))


def _sections(rubric: Rubric) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": in_language(block["name"], block["name_en"]) if block else _("Gates"),
            "block": block,
            "sum": sum((number_of(each.get("points")) or Decimal(0) for each in items), Decimal(0)),
            "items": [each | {"words": in_language(each["text"], each["text_en"])} for each in items],
        }
        for code, block, items in drafting.sections_of(rubric.definition)
    ]


def _as_seen(rubric: Rubric, code: str):
    """As the unit will fill it in."""
    criterion = rubric.sheet.criteria.get(code)
    return page_items(SectionForm(criteria=[criterion], rows={}), None, {})[0] if criterion else None
