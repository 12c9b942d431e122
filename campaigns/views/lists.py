"""A desk's list of events: narrowed, ordered, paged, and taken out as it stands."""

from django.core.paginator import Paginator

from campaigns.forms.filters import DeskFilterForm

PER_PAGE = 30


def listed(request, areas, **standing) -> dict:
    """What a page of a list needs. `standing`: what holds where nothing was asked for."""
    asked = request.GET or standing
    form = DeskFilterForm(asked, areas=areas)
    page = Paginator(form.narrowed(request.user), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {"form": form, "page_of_events": page, "query": query.urlencode(), "asked": form.asked()}
