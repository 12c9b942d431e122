"""The page of the sorting guide."""

from django.utils.translation import gettext_lazy as _

from portal.home.models.content import ContentPage
from portal.home.models.sorting import found_items, items_by_bin

QUERY_MOST = 100


class SortingGuidePage(ContentPage):
    """Type an object, learn its bin; below it all objects by kind, then what the editors say of each."""

    template = "home/sorting_guide.html"
    max_count_per_parent = 1
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("sorting guide")

    def get_context(self, request, *args, **kwargs):
        query = request.GET.get("q", "").strip()[:QUERY_MOST]
        found = {"query": query, "found": found_items(query)} if query else {}
        return {**super().get_context(request, *args, **kwargs), "bins": items_by_bin(), **found}
