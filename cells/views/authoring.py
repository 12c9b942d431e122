"""Steps of the scheme's authors beside the CMS's own screens: publish, retire, try out, take out as a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cells.enums import RubricState
from cells.forms.authoring import SchemeFileForm, rubric_text, scheme_text
from cells.models import Rubric, Scheme
from cells.operations.rubrics import change_scheme, publish_rubric, retire_rubric
from cells.results.comparison import draft_facts
from cells.results.what_if import MOST, trial_words, try_draft
from cells.views.foresight import shown_before, wants_back
from cells.views.guard import posted
from portal.clock import now


def publish(request, pk):
    """One page to confirm, one press to put the draft in force."""
    rubric = find_rubric(request, pk, RubricState.DRAFT)
    facts = draft_facts(request.user, rubric)
    if request.method == "POST" and not facts["faults"]:
        publish_rubric(rubric=rubric, actor=request.user, now=now())
        messages.success(request, _("%(rubric)s is in force.") % {"rubric": rubric})
        return redirect("rubrics:index")
    return render(request, "cells/admin/rubric_publish.html", facts | {"rubric": rubric, "header_title": _("Publish")})


def retire(request, pk):
    rubric = find_rubric(request, pk, RubricState.PUBLISHED)
    if request.method == "POST":
        retire_rubric(rubric=rubric, actor=request.user, now=now())
        messages.success(request, _("%(rubric)s is retired.") % {"rubric": rubric})
        return redirect("rubrics:index")
    return render(request, "cells/admin/rubric_retire.html", {"rubric": rubric, "header_title": _("Retire")})


def what_if(request, pk):
    """The draft on past applications: who would change level, and why. Nothing is written."""
    rubric = find_rubric(request, pk, RubricState.DRAFT)
    trials = [trial_words(trial, rubric.sheet) for trial in try_draft(rubric)]
    changed = sum(trial["changes"] for trial in trials)
    context = {"rubric": rubric, "trials": trials, "changed": changed, "most": MOST}
    return render(request, "cells/admin/what_if.html", context | {"header_title": _("Try on past applications")})


def rubric_export(request, pk):
    rubric = find_rubric(request, pk, *RubricState)
    return _yaml(rubric_text(rubric), f"{rubric.unit_type.code}-v{rubric.version}.yaml")


def scheme_export(request, pk):
    scheme = _scheme(request, pk)
    return _yaml(scheme_text(scheme), f"{scheme.code}.yaml")


def scheme_file(request, pk):
    """The settings as one text: typed over or replaced by a file, with faults by line."""
    scheme = _scheme(request, pk)
    form = SchemeFileForm(posted(request), request.FILES or None, initial={"text": scheme_text(scheme)})
    if request.method == "POST" and not wants_back(request) and form.is_valid():
        return _changed(request, scheme, form.cleaned_data)
    context = {"scheme": scheme, "form": form, "header_title": _("Settings as a file")}
    return render(request, "cells/admin/scheme_file.html", context, status=400 if form.errors else 200)


def _changed(request, scheme: Scheme, asked):
    shown = shown_before(request, scheme, asked["values"], scheme.unit_types.all(), asked["chosen"])
    if shown:
        return shown
    change_scheme(actor=request.user, scheme=scheme, values=asked["values"], now=now())
    messages.success(request, _("The settings are saved."))
    return redirect("schemes:index")


def find_rubric(request, pk, *states) -> Rubric:
    if not request.user.has_perm("cells.change_rubric"):
        raise PermissionDenied
    rows = Rubric.objects.select_related("unit_type__scheme")
    return get_object_or_404(rows, pk=pk, state__in=states)


def _scheme(request, pk) -> Scheme:
    if not request.user.has_perm("cells.change_scheme"):
        raise PermissionDenied
    return get_object_or_404(Scheme, pk=pk)


def _yaml(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)
