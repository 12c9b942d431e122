"""The page of the sorting guide."""

from django.utils.translation import gettext_lazy as _

from portal.directory.models import Community
from portal.home.models.content import ContentPage
from portal.home.models.places import communities_with_places, kind_taken, places_for
from portal.home.models.sorting import answer, counts_by_bin, items_of

QUERY_MOST = 100


def asked(request) -> str:
    """The object that somebody typed."""
    return request.GET.get("q", "").strip()[:QUERY_MOST]


class SortingGuidePage(ContentPage):
    """Type an object, learn its bin; below it all objects by kind, then what the editors say of each."""

    template = "home/sorting_guide.html"
    max_count_per_parent = 1
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("sorting guide")

    def get_context(self, request, *args, **kwargs):
        query, kind = asked(request), request.GET.get("bin", "")
        found = {"query": query, "answer": answer(query)} if query else {}
        items = items_of(kind) if kind else []
        shown = self._places(request, found.get("answer"))
        shown |= {"counts": counts_by_bin(), "kind": kind, "items": items}
        return {**super().get_context(request, *args, **kwargs), **shown, **found}

    def _places(self, request, given) -> dict:
        """Where it is brought: those of the community that was chosen, of the object's kind where one was asked for."""
        kind = kind_taken(given.item) if given and given.item else None
        if given and kind is None:
            return {}
        community = Community.objects.filter(code=request.GET.get("community", "")[:12]).first()
        places = places_for(community, kind) if community else []
        return {"communities": communities_with_places(), "community": community, "places": places, "place_kind": kind}
