"""Public notice: for everyone to read and object; for the district to open and answer."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cells.enums import ApplicationStatus, ObjectionState, StepName
from cells.forms.public import ObjectionForm
from cells.forms.staff import AnswerForm, NoticeForm
from cells.models import NoticeBatch, NoticeEntry, Objection
from cells.operations.notice import notice_workdays, open_notice
from cells.operations.objections import OtherWordsError, answer_objections, file_objection
from cells.permissions import is_right_person
from cells.queries.applications import district_applications
from cells.queries.notices import (
    answered_objections,
    entries_of,
    open_batches,
    open_beside,
    open_objections,
    past_batches,
)
from cells.views.guard import page_of, posted
from portal.accounts.limits import is_taken, limited
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today
from portal.cms.attempts import repeatable
from portal.cms.pagecache import shared
from portal.cms.views.strangers import for_strangers
from portal.directory.queries import has_passed
from portal.procedure.deadlines import deadline_from


@require_safe
@shared
def notice_list(request):
    context = {"page_title": _("Public notices"), "open": open_batches(), **page_of(request, past_batches())}
    return render(request, "cells/notice_list.html", context)


@require_safe
@shared
def notice_show(request, batch):
    row = get_object_or_404(NoticeBatch, code=batch)
    entries = [
        {"entry": entry, "content": content, "can_object": _can_object(entry)}
        for entry, content in zip(entries_of(row), row.content, strict=True)
    ]
    context = {"page_title": _("Public notice %(code)s") % {"code": row.code}, "batch": row, "entries": entries}
    context["answered"] = answered_objections(row)
    return render(request, "cells/notice_show.html", context)


@repeatable
@for_strangers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection_file(request, batch, reference):
    entry = get_object_or_404(_entries(), batch__code=batch, application__reference=reference)
    form = ObjectionForm(posted(request))
    if request.method == "POST" and is_taken(request, form, "objection"):
        data = dict(form.cleaned_data)
        data["is_confidential"] = not data.pop("is_open")
        try:
            row = file_objection(actor=request.user, entry=entry, now=now(), **data)
        except OtherWordsError as repeat:
            form = _asked_again(request, repeat.earlier)
        else:
            return redirect("cells:objection-receipt", row.reference)
    context = {"page_title": _("Object to a proposal"), "entry": entry, "form": form, "can_object": _can_object(entry)}
    return render(request, "cells/objection_file.html", context, status=400 if form.errors else 200)


def _asked_again(request, earlier: Objection) -> ObjectionForm:
    """Who sent the same form with other words sees both; sent once more, they are an objection of their own."""
    data = request.POST.copy()
    data["key"] = str(uuid.uuid4())
    form = ObjectionForm(data)
    words = _(
        "This form was received already, as %(reference)s: “%(text)s”. If that is all, there is nothing to do. To hand in "
        "what stands below as another objection, send it again."
    )
    form.add_error(None, words % {"reference": earlier.reference, "text": earlier.text})
    return form


@never_cache
@require_safe
@limited("look_up")
def objection_receipt(request, reference):
    """Whoever has the reference sees how the matter stands; nobody's words or name are shown."""
    row = get_object_or_404(Objection.objects.select_related("entry__batch"), reference=reference)
    return render(request, "cells/objection_receipt.html", {"page_title": _("Your objection"), "objection": row})


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def notice_prepare(request):
    proposed = district_applications(request.user).filter(status=ApplicationStatus.PROPOSED)
    form = NoticeForm(posted(request), proposed=proposed)
    if request.method == "POST" and form.is_valid():
        batch = open_notice(actor=request.user, applications=list(form.cleaned_data["applications"]), now=now())
        messages.success(request, _("The notice is public for %(days)s working days.") % {"days": batch.workdays})
        return redirect("cells:notice-show", batch.code)
    context = {"page_title": _("Open a public notice"), "form": form, "proposed": proposed}
    context["last_day"] = deadline_from(now(), notice_workdays(proposed)).day if proposed else None
    return render(request, "cells/notice_prepare.html", context, status=400 if form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def objection_show(request, objection):
    row = get_object_or_404(_objections(request), public_id=objection)
    can_answer = is_right_person(request.user, StepName.DISMISS_OBJECTION, row.entry.application)
    form = AnswerForm(posted(request), row=row, others=open_beside(row))
    if request.method == "POST" and form.is_valid():
        verdict, answer = form.cleaned_data["verdict"], form.cleaned_data["answer"]
        follows = {"is_upheld": verdict != "dismiss", "is_anew": verdict == "anew"}
        rows = [row, *form.cleaned_data["others"]]
        answer_objections(actor=request.user, objections=rows, answer=answer, now=now(), **follows)
        messages.success(request, _("Answered; the answer is published."))
        return redirect("cells:objection-list")
    context = {"page_title": _("Objection %(reference)s") % {"reference": row.reference}, "objection": row}
    context |= {"form": form, "is_open": row.state == ObjectionState.OPEN, "can_answer": can_answer}
    return render(request, "cells/objection_show.html", context, status=400 if form.errors else 200)


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def objection_list(request):
    rows = open_objections().filter(entry__application__in=district_applications(request.user))
    return render(request, "cells/objection_list.html", {"page_title": _("Objections"), **page_of(request, rows)})


def _objections(request):
    scope = Objection.objects.filter(entry__application__in=district_applications(request.user))
    return scope.select_related("entry__batch", "entry__application__organisation__area")


def _entries():
    return NoticeEntry.objects.select_related("batch", "application__organisation__area")


def _can_object(entry: NoticeEntry) -> bool:
    if not entry.is_standing or entry.application.status not in (
        ApplicationStatus.IN_NOTICE,
        ApplicationStatus.OBJECTED,
    ):
        return False
    return entry.paused_on is not None or not has_passed(entry.due_on, today())
