"""What views share: forms bound to what was sent, and lists in pages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from portal.procedure.refusals import Kind, Refused
from portal.typesetting import missing_signs

PAGE_SIZE = 20
# Of what waits at a desk: the oldest come first, so the others are never far.
DESK_SIZE = 30


def posted(request):
    """What a form is bound to: also an empty post."""
    return request.POST if request.method == "POST" else None


def tell_missing_signs(request, name: str) -> None:
    """Who names a unit hears at once what its certificate cannot print."""
    signs = missing_signs(name)
    if signs:
        words = _("Certificate and plaque cannot print these signs yet: %(signs)s. Please tell the district office.")
        messages.warning(request, words % {"signs": " ".join(signs)})


def chosen_form(request, forms: dict, status: str):
    """The form of the step that was posted; a step that is not open to this person is no step."""
    if request.method != "POST":
        return None
    step = request.POST.get("step", "")
    if step not in forms:
        raise Refused(Kind.CLOSED, items=(step, status))
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
    return {"waiting": first, "desk_count": len(first) if len(first) < DESK_SIZE else rows.count()}
