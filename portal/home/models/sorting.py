"""The sorting guide: a whole name gets its bin, anything else is not guessed at but counted."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.home.phrases import as_written, essence, is_soiled, named_things, names_of, one_of
from portal.text import terms

MOST, TERMS_MOST = 8, 40


class Bin(models.TextChoices):
    """The four kinds of household waste, the two that go into no bin, what others take, and what is better asked."""

    RECYCLABLE = "recyclable", _("Recyclables (blue bin)")
    HAZARDOUS = "hazardous", _("Hazardous waste (red bin)")
    KITCHEN = "kitchen", _("Food waste (green bin)")
    OTHER = "other", _("Other waste (grey bin)")
    BULKY = "bulky", _("Bulky waste (by appointment)")
    RENOVATION = "renovation", _("Renovation waste (collection point)")
    ELSEWHERE = "elsewhere", _("Not household waste: into no bin")
    ASK = "ask", _("Ask before you throw it away")


class SortingItem(models.Model):
    bin = models.CharField(_("kind of waste"), max_length=12, choices=Bin)
    name = models.CharField(_("object"), max_length=40, unique=True)
    aliases = models.CharField(
        _("other names"), max_length=200, blank=True, help_text=_("As people say it, divided by blanks.")
    )
    note = models.CharField(_("how to put it in"), max_length=200)
    name_en = models.CharField(_("object, in English"), max_length=80)
    note_en = models.CharField(_("how to put it in, in English"), max_length=200)
    # All its names as they are compared, between bars: an answer is given to a whole name, never to a part of one.
    known_as = models.TextField(editable=False, db_default="", default="")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("object of the sorting guide")
        verbose_name_plural = _("objects of the sorting guide")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.known_as = self.all_names()
        super().save(*args, **kwargs)

    def all_names(self) -> str:
        return f"|{'|'.join(names_of(self.name, self.name_en, *self.aliases.split()))}|"

    @property
    def spoken_name(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def spoken_note(self) -> str:
        return self.note_en if get_language() == "en" else self.note

    @property
    def spoken_aliases(self) -> str:
        return "" if get_language() == "en" else "、".join(self.aliases.split())


class UnknownObject(models.Model):
    """What people asked the guide for in a week in vain: the word and how often, and nothing of who asked."""

    word = models.CharField(_("object"), max_length=20)
    week = models.DateField(_("week from"))
    times = models.PositiveIntegerField(_("times asked"), default=0)

    class Meta:
        ordering = ["-week", "-times", "word"]
        verbose_name = _("object asked for in vain")
        verbose_name_plural = _("objects asked for in vain")
        constraints = [models.UniqueConstraint(fields=["word", "week"], name="one_row_a_word_and_week")]

    def __str__(self):
        return self.word


@dataclass(frozen=True)
class Answer:
    """`item` is what was asked for; `near` are others, whose names may have been meant."""

    item: SortingItem | None
    near: list[SortingItem]


def answer(query: str) -> Answer:
    """The object of that name, in either language; or those that share words with it, which is no answer."""
    for place, name in enumerate(named_things(query)):
        item = SortingItem.objects.filter(known_as__contains=f"|{name}|").first()
        if item and not (place and item.bin == Bin.RECYCLABLE and is_soiled(query)):
            return Answer(item, [])
    return Answer(None, near(query))


def near(query: str, most: int = MOST) -> list[SortingItem]:
    """Objects whose names hold some of what was asked for: first those of which a name stands in it whole, the longest
    first; then those that hold the most of it, the shortest name first."""
    plain = "".join(names_of(as_written(query)))
    asked = [one_of(term) for term in terms(essence(query)) if len(term) > 1][:TERMS_MOST]
    holds = Q(pk=None)
    for term in asked:
        holds |= Q(known_as__contains=term)
    names = SortingItem.objects.filter(holds).values_list("pk", "known_as", "name")
    best = sorted(
        names, key=lambda row: (-_whole(row[1], plain), -sum(term in row[1] for term in asked), len(row[2]), row[0])
    )[:most]
    found = SortingItem.objects.in_bulk([key for key, *_names in best])
    return [found[key] for key, *_names in best]


def _whole(known_as: str, plain: str) -> int:
    """How long the longest of its names is that stands in a question; a single sign is no name there."""
    return max((len(name) for name in known_as.split("|") if len(name) > 1 and name in plain), default=0)


def counts_by_bin() -> list[tuple[Bin, int]]:
    """How many objects each kind has, in the order of Bin."""
    bins = list(SortingItem.objects.order_by().values_list("bin", flat=True))
    return [(kind, bins.count(kind.value)) for kind in Bin if kind.value in bins]


def items_of(kind: str) -> list[SortingItem]:
    """All objects of a kind; none for what is no kind."""
    return list(SortingItem.objects.filter(bin=kind).order_by("name"))
