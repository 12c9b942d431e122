"""What was written by hand, for those who sort it; and how much stands under each heading, for all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from surveys.likeness import alike, plain
from surveys.models import Response, TextCoding, Wave
from surveys.questionnaire import OTHER, Item
from surveys.results.microdata import MINIMUM

MOST = 5000  # texts that common words are counted in


@dataclass(frozen=True)
class Sorted:
    """Texts of one question that people have read: ``headings`` with their numbers, None where too few."""

    item: Item
    read: int
    headings: list[tuple[str, int | None]]


@dataclass(frozen=True)
class Alike:
    """Texts that are written alike: ``form`` names them, ``quote`` is one of them as it stands."""

    form: str
    quote: str
    names: list[str]
    is_equal: bool

    @property
    def number(self) -> int:
        return len(self.names)

    def __str__(self) -> str:
        return f"{self.quote} × {self.number}"


def text_items(wave: Wave) -> list[tuple[str, Item]]:
    """Where words may stand: questions in free text, and the field beside "other"."""
    found = []
    for item in wave.version.questionnaire.questions:
        if item.kind.is_words:
            found.append((item.id, item))
        elif any(option.other for option in item.options):
            found.append((f"{item.id}{OTHER}", item))
    return found


def texts_of(wave: Wave, name: str):
    """Answers with words in this field, in the order of their random numbers."""
    return Response.objects.filter(wave=wave, **{f"answers__{name}__isnull": False}).order_by("pk")


def unsorted(wave: Wave, name: str):
    return texts_of(wave, name).exclude(pk__in=TextCoding.objects.filter(wave=wave, item=name).values("response"))


def progress(wave: Wave, names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of each field how many texts nobody has sorted yet, and how many there are: the answers are walked through once."""
    fields = {
        f"of_{place}": Count("pk", filter=Q(**{f"answers__{name}__isnull": False})) for place, name in enumerate(names)
    }
    there = Response.objects.filter(wave=wave).aggregate(**fields) if fields else {}
    kept = Response.objects.filter(wave=wave, pk=OuterRef("response"))
    marked = TextCoding.objects.filter(Exists(kept), wave=wave).order_by().values_list("item")
    done = dict(marked.annotate(Count("response", distinct=True)))
    return {name: (number - done.get(name, 0), number) for name, number in zip(names, there.values(), strict=True)}


def text_of(response: Response, name: str) -> str:
    return " ".join(response.answers.get(name) or [])


def headings_of(response, name: str) -> list[int]:
    marked = TextCoding.objects.filter(response=response, item=name, code__isnull=False)
    return list(marked.values_list("code", flat=True))


def alike_texts(wave: Wave, name: str, response: Response) -> list[Alike]:
    """Texts that nobody read yet and that say what this one says, by how they are written."""
    rows = unsorted(wave, name).exclude(pk=response.pk)[:MOST]
    texts = {str(row.pk): text_of(row, name) for row in rows}
    found = alike(text_of(response, name), texts)
    own = plain(text_of(response, name))
    return [Alike(form, texts[names[0]], names, form == own) for form, names in found.items()]


def unread_texts(wave: Wave, name: str) -> list[str]:
    return [text_of(row, name) for row in unsorted(wave, name)[:MOST]]


def sample_of_texts(wave: Wave, name: str) -> list[str]:
    return [text_of(response, name) for response in texts_of(wave, name)[:MOST]]


def sorted_texts(wave: Wave) -> list[Sorted]:
    """From what people sorted alone, so that it stays when the words are gone."""
    read: dict[str, set] = {}
    numbers: dict[str, Counter[str]] = {}
    for row in TextCoding.objects.filter(wave=wave).select_related("code"):
        read.setdefault(row.item, set()).add(row.response)
        if row.code is not None:
            numbers.setdefault(row.item, Counter())[row.code.words] += 1
    return [
        Sorted(item, len(read[name]), [(label, shown(n)) for label, n in numbers.get(name, Counter()).most_common()])
        for name, item in text_items(wave)
        if len(read.get(name, ())) >= MINIMUM
    ]


def shown(number: int) -> int | None:
    return number if number >= MINIMUM else None
