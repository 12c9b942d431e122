"""What this room gives to the search: services of all rooms, objects of the sorting guide, pages and news."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet
from wagtail.models import Locale, Page

from campaigns.models import CampaignPage
from portal.cms.search import NAMES_OF_A_KIND, pages_of
from portal.directory.models import Area
from portal.home.models import NewsPage, SortingGuidePage, SortingItem
from portal.home.models.sorting import answer, near
from portal.home.phrases import is_about_sorting
from portal.manifests import Found, Service, declared
from portal.text import RUN

FEW, MANY, LEAST = 5, 60, 4
# What is told of a thing before its name: 用过的, 喝完的.
_TOLD = re.compile(r"[^\s，,、和]{1,4}的(?=.{2})")


def services() -> list[Service]:
    """What one can do here, with the words by which people look for it."""
    return declared("services")


def found_services(words: str) -> list[Found]:
    """All of them, for the search to choose from: there are some dozens."""
    return [Found(str(service.title), service.url, str(service.text), service.words.split()) for service in services()]


def services_named(typed: str) -> list[str]:
    """Their titles, where the title or a word of theirs holds what was typed."""
    folded = typed.casefold()
    return [str(service.title) for service in services() if folded in f"{service.title} {service.words}".casefold()]


def found_objects(words: str) -> list[Found]:
    """Of the sorting guide; nothing where there is no guide to lead to."""
    given = answer(words)
    # Without a whole name a few are enough: there are thousands, and most questions are about something else.
    asks = not given.item and is_about_sorting(words)
    items = [given.item] if given.item else nearest(words, near(words, MANY) if asks else given.near)[:FEW]
    guide = SortingGuidePage.objects.live().filter(locale=Locale.get_active()).first() if items else None
    if guide is None:
        return []
    return [
        Found(
            item.spoken_name,
            f"{guide.url}?q={item.spoken_name}",
            f"{item.get_bin_display()} {item.spoken_note}",
            [item.name, item.name_en, *item.aliases.split(), *(_pieces(words, item) if asks else [])],
        )
        for item in items
    ]


def nearest(words: str, items: list[SortingItem]) -> list[SortingItem]:
    """Those whose names have the longest piece of the question first; of as long ones as they came."""
    return sorted(items, key=lambda item: -max(map(len, _pieces(words, item)), default=0))


def _pieces(words: str, item: SortingItem) -> list[str]:
    return [piece for name in (item.name, item.name_en) if (piece := shared(words, name))]


def shared(words: str, name: str) -> str:
    """The longest piece that a question and a name have in common: two signs, or five letters, at least."""
    told = _TOLD.sub("", words.casefold())
    match = SequenceMatcher(None, told, name.casefold(), autojunk=False).find_longest_match()
    piece = told[match.a : match.a + match.size].strip()
    return piece if len(piece) > (1 if RUN.search(name) else LEAST) else ""


def known_names() -> list[str]:
    """What people may mean by its sound: words of services, areas, titles of pages."""
    named = [word for service in services() for word in (str(service.title), *service.words.split())]
    pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=2).values_list("title", flat=True)
    areas = Area.objects.values_list("name", flat=True)
    return [name for name in (*named, *areas, *pages) if RUN.search(name)]


def object_names() -> Iterator[str]:
    return SortingItem.objects.values_list("name", flat=True).iterator()


def objects_named(typed: str) -> list[str]:
    named = Q(name__icontains=typed) | Q(aliases__icontains=typed) | Q(name_en__icontains=typed)
    found = [item.spoken_name for item in SortingItem.objects.filter(named)]
    # What one types is the beginning of a short name more often than a piece of a long one.
    return sorted(found, key=lambda name: (not name.casefold().startswith(typed.casefold()), len(name)))[
        :NAMES_OF_A_KIND
    ]


found_pages = pages_of(lambda: Page.objects.not_type((NewsPage, CampaignPage)))
found_news = pages_of(lambda: NewsPage.objects)


def pages_named(typed: str) -> QuerySet[Page, str]:
    """Of all kinds."""
    pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=2, title__icontains=typed)
    return pages.values_list("title", flat=True)[:NAMES_OF_A_KIND]
