"""The page of the sorting guide."""

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.home.models.content import ContentPage
from portal.home.models.sorting import answer, counts_by_bin, items_of

QUERY_MOST = 100


class SortingGuidePage(ContentPage):
    """Type an object, learn its bin; below it all objects by kind, then what the editors say of each."""

    template = "home/sorting_guide.html"
    max_count_per_parent = 1
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("sorting guide")

    def get_context(self, request, *args, **kwargs):
        query, kind = request.GET.get("q", "").strip()[:QUERY_MOST], request.GET.get("bin", "")
        found = {"query": query, "answer": answer(query)} if query else {}
        items = items_of(kind) if kind else []
        shown = {"counts": counts_by_bin(), "kind": kind, "items": items}
        return {**super().get_context(request, *args, **kwargs), **shown, **found}

    def serve(self, request, *args, **kwargs):
        from portal.home.operations.sorting import count_unknown  # noqa: PLC0415 - it writes the models of this package

        page = super().serve(request, *args, **kwargs)
        found = page.context_data.get("answer")
        if found and found.item is None:
            count_unknown(word=page.context_data["query"], now=clock.now())
        return page
