"""What offices report of tasks and projects, quarter by quarter."""

import re
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal import clock
from portal.accounts.permissions import require_role
from portal.board.forms.observation import DecisionForm
from portal.board.forms.progress import ProgressForm
from portal.board.operations import approve_note, decline_note, note_progress, revise_note
from portal.board.permissions import (
    INSIDERS,
    REPORTERS,
    areas_spoken_for,
    can_decide_note,
    can_note,
    can_revise_note,
    departments_spoken_for,
)
from portal.board.queries import notes_seen_by
from portal.board.views.public import plan_asked
from portal.board.views.saving import saved_or_shown, who
from portal.evidence.exports import respond

NUMBER = {"tasks": re.compile(r"[0-9.]{1,10}"), "projects": re.compile(r"[0-9]{1,4}")}


@require_role(*REPORTERS)
@require_http_methods(["GET", "POST"])
def progress_create(request, plan, kind, number):
    subject = _subject(plan, kind, number)
    form = _form(request, subject)
    if not form.offices:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, lambda report: note_progress(subject=subject, report=report, **who(request)))
    return _form_page(request, form)


@require_role(*REPORTERS)
@require_http_methods(["GET", "POST"])
def progress_revise(request, public_id):
    note = _note(request, public_id)
    if not can_revise_note(request.user, note):
        raise Http404
    form = _form(request, note.subject, note)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _saved(
            request, form, lambda report: revise_note(note=note, report=report, reason=reason, **who(request))
        )
    return _form_page(request, form)


@require_role(*INSIDERS)
@require_http_methods(["GET", "POST"])
def progress_decide(request, public_id):
    note = _note(request, public_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and (done := _decided(request, note, form)):
        return done
    context = {
        "page_title": _("Progress of %(number)s, for review") % {"number": note.subject.number},
        "note": note,
        "form": form,
        "can_decide": can_decide_note(request.user, note),
        "can_revise": can_revise_note(request.user, note),
    }
    return render(request, "board/progress_decide.html", context)


@require_role(*INSIDERS)
@require_GET
def progress_file(request, public_id, file_id):
    note = _note(request, public_id)
    link = get_object_or_404(note.evidence.select_related("stored"), stored__public_id=file_id)
    return respond(request, link.stored)


def _decided(request, note, form):
    """Published, or sent back with a reason; None when the reason is missing."""
    if "approve" in request.POST:
        approve_note(note=note, **who(request))
        messages.success(request, _("The progress is published."))
    elif form.is_valid():
        decline_note(note=note, reason=form.cleaned_data["reason"], **who(request))
        messages.success(request, _("The progress was sent back."))
    else:
        return None
    return redirect("board:duty-list", note.subject.plan.slug)


def _subject(plan, kind, number):
    if kind not in NUMBER:
        raise Http404
    rows = getattr(plan_asked(plan), kind)
    if not NUMBER[kind].fullmatch(number):
        raise Http404
    return get_object_or_404(rows.select_related("plan").prefetch_related("departments"), number=number)


def _note(request, public_id):
    rows = (
        notes_seen_by(request.user).with_names().select_related("entered_by", "approved_by", "declined_by", "revision")
    )
    return get_object_or_404(rows.prefetch_related("evidence__stored"), public_id=public_id)


def _form(request, subject, revised=None) -> ProgressForm:
    own = [*departments_spoken_for(request.user), *areas_spoken_for(request.user)]
    kept = ("standing", "text", "blocked", "spent_wan_yuan")
    return ProgressForm(
        request.POST or None,
        request.FILES or None,
        subject=subject,
        offices=[office for office in own if can_note(request.user, subject, office)],
        today=clock.today(),
        revised=revised,
        initial=revised and {name: getattr(revised, name) for name in kept},
    )


def _saved(request, form, write):
    words = _("The progress is kept. It is published once another person has approved it.")
    write_it = partial(write, form.report)
    then = reverse("board:duty-list", args=[form.subject.plan.slug])
    return saved_or_shown(request, form, write=write_it, page=_form_page, words=words, then=then)


def _form_page(request, form):
    title = _("Correct a progress note") if form.revised else _("Report progress")
    context = {"page_title": title, "form": form, "subject": form.subject, "revised": form.revised}
    return render(request, "board/progress_form.html", context)
