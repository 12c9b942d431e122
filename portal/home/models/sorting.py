"""The sorting guide: an object and the bin that it goes into."""

from itertools import groupby

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from portal.home.phrases import essence
from portal.text import folded_text

MOST = 20


class Bin(models.TextChoices):
    """The four kinds of household waste, and the two that go into no bin."""

    RECYCLABLE = "recyclable", _("Recyclables (blue bin)")
    HAZARDOUS = "hazardous", _("Hazardous waste (red bin)")
    KITCHEN = "kitchen", _("Food waste (green bin)")
    OTHER = "other", _("Other waste (grey bin)")
    BULKY = "bulky", _("Bulky waste (by appointment)")
    RENOVATION = "renovation", _("Renovation waste (collection point)")


class SortingItem(index.Indexed, models.Model):
    bin = models.CharField(_("kind of waste"), max_length=12, choices=Bin)
    name = models.CharField(_("object"), max_length=40, unique=True)
    aliases = models.CharField(
        _("other names"), max_length=200, blank=True, help_text=_("As people say it, divided by blanks.")
    )
    note = models.CharField(_("how to put it in"), max_length=200)
    name_en = models.CharField(_("object, in English"), max_length=80)
    note_en = models.CharField(_("how to put it in, in English"), max_length=200)

    search_fields = [
        index.SearchField("name", boost=4),
        index.SearchField("aliases", boost=2),
        index.SearchField("note"),
        index.SearchField("name_en", boost=4),
        index.SearchField("note_en"),
        index.FilterField("bin"),
    ]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("object of the sorting guide")
        verbose_name_plural = _("objects of the sorting guide")

    def __str__(self):
        return self.name

    @property
    def spoken_name(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def spoken_note(self) -> str:
        return self.note_en if get_language() == "en" else self.note

    @property
    def spoken_aliases(self) -> str:
        return "" if get_language() == "en" else "、".join(self.aliases.split())


def items_by_bin() -> list[tuple[Bin, list[SortingItem]]]:
    """All objects, kind by kind in the order of Bin."""
    order = {kind.value: place for place, kind in enumerate(Bin)}
    items = sorted(SortingItem.objects.all(), key=lambda item: (order[item.bin], item.pk))
    return [(Bin(kind), list(group)) for kind, group in groupby(items, key=lambda item: item.bin)]


def found_items(query: str) -> list[SortingItem]:
    """Objects that fit all words of the query, or else some; exact names first."""
    words = essence(query)
    engine = get_search_backend()
    found = list(engine.search(words, SortingItem)[:MOST])
    if not found:
        found = list(engine.search(words, SortingItem, operator="or")[:MOST])
    return sorted(found, key=lambda item: _distance(item, words))


def _distance(item: SortingItem, words: str) -> tuple[int, int]:
    """How far an object's names are from the words; ties by length of the name."""
    names = [folded_text(name) for name in (item.name, item.name_en, *item.aliases.split())]
    asked = folded_text(words)
    if asked in names:
        place = 0 if asked == names[0] else 1
    elif any(name.startswith(asked) or asked.startswith(name) for name in names):
        place = 2
    else:
        place = 3 if any(asked in name or name in asked for name in names) else 4
    return place, len(item.name)
