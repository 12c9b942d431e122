"""What a view answers when a step is not open, not ready, or was overtaken."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cells.operations.steps import ConflictError, NotReadyError
from cells.workflow import StepError

PAGE_SIZE = 20
# Of what waits at a desk: the oldest come first, so the others are never far.
DESK_SIZE = 30


def stepwise(view):
    """409 with words for what was overtaken; what is not ready yet is said on the page itself."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (StepError, ConflictError) as error:
            return _overtaken(request, error)
        except NotReadyError as error:
            messages.error(request, str(error.reason))
        return redirect(_page_of(request))

    return guarded


def _page_of(request) -> str:
    """The page on which the form stood: what it was sent to may take no visit."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if page.netloc == request.get_host() and page.path else request.path


def _overtaken(request, error):
    if isinstance(error, StepError):
        return render(request, "cells/moved_on.html", {"page_title": _("This step is no longer open")}, status=409)
    context = {"page_title": _("Someone else saved in the meantime"), "typed": _typed(request)}
    return render(request, "cells/conflict.html", context, status=409)


def _typed(request) -> list[str]:
    """The words that were sent, so that none are lost."""
    inner = ("csrfmiddlewaretoken", "step", "revision")
    return [value for name, value in request.POST.items() if not name.endswith(inner) and value]


def posted(request):
    """What a form is bound to: also an empty post."""
    return request.POST if request.method == "POST" else None


def chosen_form(request, forms: dict, status: str):
    """The form of the step that was posted; a step that is not open to this person is no step."""
    if request.method != "POST":
        return None
    step = request.POST.get("step", "")
    if step not in forms:
        raise StepError(step, status)
    return forms[step]


class LatePaginator(Paginator):
    """Finds which rows stand on the page first, then reads them: what the database sorts stays narrow."""

    def page(self, number):
        page = super().page(number)
        page.object_list = read_late(self.object_list, page.object_list)
        return page


def read_late(rows, some):
    """Some of the rows, in full: the database finds them once, and reads what was found without looking again."""
    found = list(some.values_list("pk", flat=True))
    whole = rows.all()
    whole.query.clear_where()
    return whole.filter(pk__in=found)


def page_of(request, rows, size: int = PAGE_SIZE):
    """One page of a list, and the rest of its query string."""
    query = request.GET.copy()
    query.pop("page", None)
    return {"page": LatePaginator(rows, size).get_page(request.GET.get("page")), "query": query.urlencode()}


def desk_of(rows) -> dict:
    """What waits at a desk: the first of it, and how much there is in all."""
    first = read_late(rows, rows[:DESK_SIZE])
    return {"waiting": first, "waiting_count": len(first) if len(first) < DESK_SIZE else rows.count()}
