"""Pages for what went wrong: plain words, the request's id, what was sent and one press to send it again."""

import sys
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cms.attempts import is_repeatable
from portal.cms.views.kept import DOORS, kept_of
from portal.cms.views.own_page import is_own_page
from portal.faults import Trouble, trouble_of
from portal.procedure.refusals import Kind, Refused

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
STATUS = {
    Trouble.AWAY: 503,
    Trouble.BUSY: 503,
    Trouble.READ_ONLY: 503,
    Trouble.FULL: 507,
    Trouble.CUT_OFF: 400,
}
UPLOADERS = {"wagtailimages:add_multiple", "wagtaildocs:add_multiple"}
# What fills the list of a chooser that is open already.
LISTS = ("results", "search")
AWAY = gettext_lazy("We are back in a moment")
SHORTLY = {
    Trouble.BUSY: gettext_lazy("Very many people are here just now"),
    Trouble.READ_ONLY: gettext_lazy("For the moment you can only read here"),
    Trouble.FULL: gettext_lazy("We have no room for it just now"),
    Trouble.CUT_OFF: gettext_lazy("Not everything arrived"),
}
# Seconds until another try is worth it: what restarts is back soon, a full disk waits for a person.
RETRY = {Trouble.AWAY: 10, Trouble.BUSY: 5, Trouble.READ_ONLY: 120, Trouble.FULL: 300}


def _page(request, status: int, **context):
    """Asks nothing of the database, not even for the translation of the page that was to be shown."""
    request.shown_page = None
    response = render(request, f"{status}.html", {"status": status, **context}, status=status)
    # What went wrong a moment ago is kept by nobody.
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception=None):
    return _page(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def permission_denied(request, exception=None):
    return _page(request, 403)


def refused(request, refusal: Refused):
    """A step that was not taken. The words that were sent are shown, so that none are lost."""
    titles = {
        Kind.CLOSED: _("This step is no longer open"),
        Kind.STALE: _("Someone else saved in the meantime"),
        Kind.UNFIT: _("This cannot be done yet"),
    }
    kept = kept_of(request)
    context = {"page_title": titles[refusal.kind], "refusal": refusal, "back": _page_of(request)}
    return render(request, "refused.html", context | {"typed": kept and kept.words}, status=refusal.status)


def _page_of(request) -> str:
    """The page on which the form stood: what it was sent to may take no visit."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if page.netloc == request.get_host() else ""


def server_error(request):
    """Whatever nobody caught, from middleware too: a fault that is not ours has words, one of ours is 500."""
    fault = sys.exc_info()[1]
    if isinstance(fault, OverflowError) and "SQLite" in str(fault):
        return _page(request, 400)  # a number that was typed for a row, longer than any row's
    trouble = trouble_of(fault) if fault else None
    response = _words_for(request, trouble) if trouble else _page(request, 500)
    response.fault = fault
    return response


def _words_for(request, trouble: Trouble):
    words, name = SHORTLY.get(trouble, AWAY), _name_of(request)
    if request.method == "POST" and name in UPLOADERS:
        return JsonResponse({"success": False, "error_message": words})
    if _is_chooser(request, name):
        piece = render_to_string("cms/chooser_trouble.html", {"words": words})
        return HttpResponse(piece) if name.endswith(LISTS) else JsonResponse({"html": piece})
    return _told(request, trouble)


def _told(request, trouble: Trouble):
    attempt = getattr(request, "attempt", None)
    sent = {
        "kept": kept_of(request),
        "is_repeatable": is_repeatable(request),
        "is_posted": request.method == "POST",
        "is_stored": bool(attempt and attempt.is_stored),
        "is_unsure": bool(attempt and attempt.is_unsure),
        "is_door": _is_door(request),
    }
    response = _page(request, STATUS[trouble], trouble=trouble.value, sent=sent)
    if trouble in RETRY:
        response.headers["Retry-After"] = str(RETRY[trouble])
    return response


def csrf_failure(request, reason=""):
    """The token is too old, or its cookie gone. What stood on a page of ours comes back and can be sent by one press.

    What another site sent in somebody's name does not: a press on a page of ours would make it this person's own.
    """
    if not is_own_page(request):
        return _page(request, 403, is_foreign=True)
    if _came_cut_off(request):
        return _page(request, 400, trouble=Trouble.CUT_OFF.value)
    return _page(request, 403, kept=kept_of(request), is_expired=True)


def _came_cut_off(request) -> bool:
    """Django asks for the token first, and takes a form that broke off for one without."""
    return bool(request.META.get("CONTENT_LENGTH", "0").strip("0")) and not request.POST and not request.FILES


def _name_of(request) -> str:
    """Of the address, though the fault may have come before Django looked for it."""
    try:
        return (request.resolver_match or resolve(request.path_info)).view_name
    except Resolver404:
        return ""


def _is_chooser(request, name: str) -> bool:
    """Wagtail's scripts show the words of an answer in their own form, and of any other "Server Error" or nothing."""
    is_one = "_chooser:" in name or "/choose-" in request.path
    return is_one and request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _is_door(request) -> bool:
    match = request.resolver_match
    return bool(match and (match.url_name or "").startswith(DOORS))
