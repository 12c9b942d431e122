"""One search over services, pages, news, campaigns, events, cells, indicators and the sorting guide.

The engine finds what holds some of the words (portal.cms.search); what holds less than half of them is left
out, and all kinds together are put in order by how near they are (portal.home.ranking).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import SearchField

from campaigns.models import CampaignPage, Event
from cells.queries.register import registered
from portal import clock
from portal.board.queries import current_plan
from portal.home.models import NewsPage, SortingGuidePage, SortingItem
from portal.home.offers import found_services, names_of
from portal.home.phrases import essence
from portal.home.ranking import closeness
from portal.home.snippets import Piece, marked, snippet

MOST, MOST_OF_A_KIND = 60, 30


class Kind(models.TextChoices):
    SERVICES = "services", _("Services")
    SORTING = "sorting", _("Sorting guide")
    PAGES = "pages", _("Pages")
    NEWS = "news", _("News")
    CAMPAIGNS = "campaigns", _("Campaigns")
    EVENTS = "events", _("Events")
    CELLS = "cells", _("Zero-waste cells")
    INDICATORS = "indicators", _("Indicators")


@dataclass(frozen=True)
class Candidate:
    kind: Kind
    title: str
    url: str
    text: str = ""
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Hit:
    kind: Kind
    title: list[Piece]
    url: str
    text: list[Piece]


def search(query: str, kind: str = "") -> list[Hit]:
    """What fits the query, the nearest first, of all kinds or of one."""
    words = essence(query)
    kinds = [Kind(kind)] if kind in Kind.values else list(Kind)
    order = {found: place for place, found in enumerate(Kind)}
    near = [
        (closeness(words, [candidate.title, *candidate.names], candidate.text), candidate)
        for wanted in kinds
        for candidate in SOURCES[wanted](words)
    ]
    near.sort(key=lambda pair: (-pair[0], order[pair[1].kind]))
    return [_hit(candidate, words) for score, candidate in near if score][:MOST]


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


def _found(rows, words: str) -> list:
    return list(get_search_backend().search(words, rows, operator="or")[:MOST_OF_A_KIND])


def _services(words: str) -> list[Candidate]:
    return [
        Candidate(Kind.SERVICES, str(service.title), service.url, str(service.text), names_of(service))
        for service in found_services(words)
    ]


def _sorting(words: str) -> list[Candidate]:
    items = _found(SortingItem.objects.all(), words)
    guide = SortingGuidePage.objects.live().filter(locale=Locale.get_active()).first() if items else None
    if guide is None:
        return []
    return [
        Candidate(
            Kind.SORTING,
            item.spoken_name,
            f"{guide.url}?q={item.spoken_name}",
            f"{item.get_bin_display()} {item.spoken_note}",
            [item.name, item.name_en, *item.aliases.split()],
        )
        for item in items
    ]


def _pages_of(kind: Kind, rows) -> Callable[[str], list[Candidate]]:
    def candidates(words: str) -> list[Candidate]:
        live = rows().live().public().filter(locale=Locale.get_active())
        pages = Page.objects.filter(pk__in=[page.pk for page in _found(live, words)]).specific()
        return [Candidate(kind, page.title, page.url, searched_text(page)) for page in pages if page.url]

    return candidates


def _events(words: str) -> list[Candidate]:
    return [
        Candidate(
            Kind.EVENTS, event.title, reverse("campaigns:event-detail", args=[event.public_id]), searched_text(event)
        )
        for event in _found(Event.objects.public(), words)
    ]


def _cells(words: str) -> list[Candidate]:
    return [
        Candidate(
            Kind.CELLS,
            certificate.holder,
            reverse("verify:certificate-check", args=[certificate.number]),
            searched_text(certificate),
            [certificate.number],
        )
        for certificate in _found(registered(), words)
    ]


def _indicators(words: str) -> list[Candidate]:
    """There are fifty of them: they need no index."""
    plan = current_plan(clock.today())
    return [
        Candidate(
            Kind.INDICATORS,
            indicator.label,
            reverse("board:indicator-detail", args=[indicator.number]),
            f"{indicator.name} {indicator.subcategory} {indicator.target_text}",
        )
        for indicator in (plan.indicators.all() if plan else [])
    ]


def _hit(candidate: Candidate, words: str) -> Hit:
    return Hit(candidate.kind, marked(candidate.title, words), candidate.url, snippet(candidate.text, words))


SOURCES: dict[Kind, Callable[[str], list[Candidate]]] = {
    Kind.SERVICES: _services,
    Kind.SORTING: _sorting,
    Kind.PAGES: _pages_of(Kind.PAGES, lambda: Page.objects.not_type((NewsPage, CampaignPage))),
    Kind.NEWS: _pages_of(Kind.NEWS, lambda: NewsPage.objects),
    Kind.CAMPAIGNS: _pages_of(Kind.CAMPAIGNS, lambda: CampaignPage.objects),
    Kind.EVENTS: _events,
    Kind.CELLS: _cells,
    Kind.INDICATORS: _indicators,
}
