"""Screens: what waits for me; what did not reach people."""

import re

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.permissions import private, require_role
from portal.accounts.roles import STAFF_ROLES, Role
from portal.inbox import operations, queries, undoing
from portal.inbox.forms import KeptViewForm, PreferenceForm
from portal.inbox.models import OutgoingMessage
from portal.inbox.results import task_rows
from portal.inbox.senders import channel_for, ways_to
from portal.inbox.summaries import preference_of

PAGE_SIZE = 30
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@private
@require_safe
def task_list(request):
    """What waits for me, by deadline."""
    page = Paginator(queries.tasks_for(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = task_rows(page.object_list, clock.today())
    context = {
        "page": page,
        "rows": rows,
        "told": [row.told for row in rows if row.told],
        "deputyships": queries.deputyships_of(request.user, clock.now()),
        "undelivered": queries.undelivered_to(request.user),
    }
    return render(request, "inbox/task_list.html", context)


@private
@require_POST
def task_seen(request):
    """One thing, or all that stood on the page, was only to be known."""
    now, asked = clock.now(), [value for value in request.POST.getlist("task") if UUID_TEXT.fullmatch(value)]
    gone = operations.put_away(actor=request.user, now=now, tasks=asked[:PAGE_SIZE])
    if gone:
        words = ngettext("%(n)s notice is put away.", "%(n)s notices are put away.", len(gone)) % {"n": len(gone)}
        undoing.offer(request, words, now=now, back=reverse("inbox:task-list"), what="put_away", tasks=gone)
    return redirect("inbox:task-list")


@private
@require_POST
def undo(request):
    """The last press on many, within ten seconds."""
    back, is_undone = undoing.taken(request, clock.now())
    if is_undone:
        messages.success(request, _("Undone."))
    else:
        messages.warning(request, _("Too late to undo: it stays as you pressed it."))
    return redirect(back or "inbox:task-list")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def preference_edit(request):
    """By which way, and how often in one message."""
    held = preference_of(request.user)
    held.channel = channel_for(request.user) or ""
    form = PreferenceForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        operations.choose(preference=form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect("inbox:preference-edit")
    context = {"page_title": _("How you are told"), "form": form, "ways": ways_to(request.user)}
    return render(request, "inbox/preference_edit.html", context)


@require_POST
@require_role(*STAFF_ROLES)
def view_keep(request):
    """A list as it is narrowed now stays under a name, or goes again; back to the list it came from."""
    form = KeptViewForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        page = reverse(form.cleaned_data["place"])
    except NoReverseMatch as error:
        raise BadRequest from error
    if "drop" in request.POST:
        form.cleaned_data.pop("query")
        operations.drop_view(actor=request.user, **form.cleaned_data)
        return redirect(page)
    operations.keep_view(actor=request.user, **form.cleaned_data)
    return redirect(f"{page}?{form.cleaned_data['query']}")


@require_role(Role.DISTRICT_ADMINISTRATOR)
@require_safe
def message_list(request):
    """Messages that failed, are uncertain or were tried in vain so far."""
    page = Paginator(queries.undelivered(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "inbox/message_list.html", {"page": page, "waiting": queries.waiting_messages()})


@require_role(Role.DISTRICT_ADMINISTRATOR)
@require_POST
def message_again(request, public_id):
    message = get_object_or_404(OutgoingMessage, public_id=public_id)
    if operations.send_again(message=message, now=clock.now()):
        messages.success(request, _("The message is on its way again."))
    else:
        messages.warning(request, _("Nothing was sent: this message is not undelivered any more."))
    return redirect("inbox:message-list")
