"""Names that go on as somebody types: of services, objects of the sorting guide, pages, events and cells."""

from itertools import chain

from django.db.models import Q
from wagtail.models import Locale, Page

from campaigns.models import Event
from cells.queries.register import registered
from portal.home.models import SortingItem
from portal.home.offers import SERVICES

MOST, MOST_OF_A_KIND = 8, 5


def suggested_names(typed: str) -> list[str]:
    """At most eight names that hold what was typed, those that begin with it first; nothing for nothing."""
    typed = typed.strip()
    if not typed:
        return []
    folded = typed.casefold()
    services = [str(service.title) for service in SERVICES if folded in f"{service.title} {service.words}".casefold()]
    objects = SortingItem.objects.filter(
        Q(name__icontains=typed) | Q(aliases__icontains=typed) | Q(name_en__icontains=typed)
    )
    pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=2, title__icontains=typed)
    names = chain(
        services,
        (item.spoken_name for item in objects[:MOST_OF_A_KIND]),
        pages.values_list("title", flat=True)[:MOST_OF_A_KIND],
        registered(words=typed).values_list("holder", flat=True)[:MOST_OF_A_KIND],
        Event.objects.public().filter(title__icontains=typed).values_list("title", flat=True)[:MOST_OF_A_KIND],
    )
    once = list(dict.fromkeys(names))
    return sorted(once, key=lambda name: not name.casefold().startswith(folded))[:MOST]
