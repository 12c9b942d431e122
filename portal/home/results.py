"""One search over pages, events and certified units."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import SearchField

from campaigns.models import CampaignPage, Event
from cells.queries.register import registered
from portal.home.models import NewsPage
from portal.home.snippets import Piece, marked, snippet

MOST = 60


class Kind(models.TextChoices):
    PAGES = "pages", _("Pages")
    NEWS = "news", _("News")
    CAMPAIGNS = "campaigns", _("Campaigns")
    EVENTS = "events", _("Events")
    CELLS = "cells", _("Zero-waste cells")


@dataclass(frozen=True)
class Hit:
    kind: Kind
    title: list[Piece]
    url: str
    text: list[Piece]


def search(query: str, kind: str = "") -> list[Hit]:
    """What fits all words, kind by kind, the best first within each."""
    kinds = [Kind(kind)] if kind in Kind.values else list(Kind)
    return [hit for wanted in kinds for hit in SEARCHES[wanted](query)]


def counts_by_kind(hits: Iterable[Hit]) -> list[tuple[Kind, int]]:
    held = [hit.kind for hit in hits]
    return [(kind, held.count(kind)) for kind in Kind if kind in held]


def searched_text(item: models.Model) -> str:
    """All text by which an item is found."""
    fields = [field for field in item.get_search_fields() if isinstance(field, SearchField)]
    values = (field.get_value(item) for field in fields if field.field_name != "title")
    return " ".join(part for value in values for part in _parts(value) if part)


def _parts(value: object) -> Iterator[str]:
    """A stream of blocks gives a list of texts, other fields one."""
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _parts(part)
    elif value:
        yield str(value)


def _found(rows, query: str) -> list:
    return list(get_search_backend().search(query, rows)[:MOST])


def _page_hits(kind: Kind, rows) -> Callable[[str], list[Hit]]:
    def hits(query: str) -> list[Hit]:
        live = rows().live().public().filter(locale=Locale.get_active())
        pages = Page.objects.filter(pk__in=[page.pk for page in _found(live, query)]).specific()
        by_key = {page.pk: page for page in pages}
        return [_hit(kind, page.title, page.url, page, query) for page in by_key.values() if page.url]

    return hits


def _event_hits(query: str) -> list[Hit]:
    return [
        _hit(Kind.EVENTS, event.title, reverse("campaigns:event-detail", args=[event.public_id]), event, query)
        for event in _found(Event.objects.public(), query)
    ]


def _cell_hits(query: str) -> list[Hit]:
    return [
        _hit(
            Kind.CELLS,
            certificate.holder,
            reverse("verify:certificate-check", args=[certificate.number]),
            certificate,
            query,
        )
        for certificate in _found(registered(), query)
    ]


def _hit(kind: Kind, title: str, url: str, item: models.Model, query: str) -> Hit:
    return Hit(kind, marked(title, query), url, snippet(searched_text(item), query))


SEARCHES: dict[Kind, Callable[[str], list[Hit]]] = {
    Kind.PAGES: _page_hits(Kind.PAGES, lambda: Page.objects.not_type((NewsPage, CampaignPage))),
    Kind.NEWS: _page_hits(Kind.NEWS, lambda: NewsPage.objects),
    Kind.CAMPAIGNS: _page_hits(Kind.CAMPAIGNS, lambda: CampaignPage.objects),
    Kind.EVENTS: _event_hits,
    Kind.CELLS: _cell_hits,
}
