"""The workbook of the next plan: its facts above the head, and a row an indicator; what each cell is read as."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.board.enums import Operator, TargetKind
from portal.directory.models import Continuity, Department
from portal.directory.names import options
from portal.directory.records import DEPARTMENTS_CONCERNED, EVERY_TOWN_AND_STREET
from portal.papers.columns import Column, choice_column
from portal.papers.errors import UnreadableError
from portal.papers.readers.days import day
from portal.papers.readers.numbers import count, percentage
from portal.papers.readers.reading import NOTHING, Reading
from portal.papers.text import clean_text, plain_text
from portal.papers.words import labels
from portal.text import narrow_text

YES, NO = "yes", "no"
DRAWN, TYPED = "drawn", "typed"
# A comparison, as people write it before a number.
SIGNS = {"≥": "ge", ">=": "ge", ">": "gt", "≤": "le", "<=": "le"}
LABELS = {
    "number": _("Number"),
    "code": pgettext_lazy("plan", "Code"),
    "category": _("Category"),
    "subcategory": _("Subcategory"),
    "name": _("Indicator"),
    "name_en": _("Name in English"),
    "unit": _("Unit of measure"),
    "mandatory": _("Mandatory (★)"),
    "target_kind": _("Kind of target"),
    "operator": _("Comparison"),
    "target": _("Target"),
    "upper": _("Upper end"),
    "baselines": _("Baselines"),
    "steps": _("Yearly steps"),
    "responsible": _("Responsible offices"),
    "source": _("Source"),
    "origin": _("Drawn or typed"),
    "unbounded": _("May lie outside of 0 to 100 %"),
    "continuity": _("What became of it"),
    "continues": _("Numbers in the plan before"),
}
FACTS = {
    "plan_name": _("Name of the plan"),
    "plan_name_en": _("Name of the plan in English"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "base_year": _("Base year"),
    "follows": _("The plan before it"),
}
REQUIRED = ("number", "category", "name", "mandatory", "target_kind", "target", "responsible", "continuity")
WIDTHS = {"name": 40, "name_en": 30, "responsible": 30, "source": 30, "category": 20, "subcategory": 20, "steps": 36}
EXAMPLES = {
    "code": "A1",
    "target": "98",
    "baselines": "2020:65.6；2025:97.2",
    "steps": "2026:97.4；2028:97.7；2030:98",
    "continues": "13、14",
}
# A dash says that there is none.
DASHES = frozenset({"-", "—", "——", "/", "／", "无"})
PARTS = re.compile(r"[;；,，、\n]+")
OF_YEAR = re.compile(r"([0-9]{4})年?[:：=](.+)")
ORDINAL = re.compile(r"第?([0-9]+)[项号]?")


def columns() -> list[Column]:
    """In the order of the workbook; offices and words to choose from are those of today."""
    readers = {
        "number": ordinal,
        "target": text_or_none,
        "upper": percentage,
        "baselines": by_year,
        "steps": by_year,
        "continues": numbers,
        "unit": text_or_none,
    }
    return [_choice(name) or Column(**_facts(name), **_reader(readers, name)) for name in LABELS]


def fact_columns(slugs: Iterable[str], today) -> list[Column]:
    """What stands above the head, a label and its value a row."""
    readers = {"starts_on": day(today), "ends_on": day(today), "base_year": year}
    found = [
        Column(name, labels(label), **({"read": readers[name]} if name in readers else {}))
        for name, label in FACTS.items()
    ]
    found[list(FACTS).index("follows")] = choice_column(
        "follows", labels(FACTS["follows"]), [(slug, (slug,)) for slug in slugs]
    )
    return found


def text_or_none(cell: str) -> Reading:
    text = clean_text(cell)
    return NOTHING if text in DASHES else Reading(text)


def year(cell: str) -> Reading:
    """2025年 is 2025."""
    return count(plain_text(cell).removesuffix("年"))


def ordinal(cell: str) -> Reading:
    """第13项 is 13."""
    typed = plain_text(cell)
    if not typed or typed in DASHES:
        return NOTHING
    found = ORDINAL.fullmatch(typed)
    return Reading(int(found[1])) if found else count(cell)


def numbers(cell: str) -> Reading:
    """13、14 are two indicators of the plan before."""
    parts = [part for part in PARTS.split(narrow_text(cell)) if plain_text(part) and plain_text(part) not in DASHES]
    return Reading(tuple(ordinal(part).value for part in parts))


def by_year(cell: str) -> Reading:
    """2026:90；2027:92 is a number a year; one without its year is that of none."""
    text = clean_text(cell)
    if not text or text in DASHES:
        return Reading({})
    parts = [plain_text(part) for part in PARTS.split(narrow_text(cell)) if plain_text(part)]
    found = [OF_YEAR.fullmatch(part) for part in parts]
    if not any(found):
        return Reading({"": text})
    said: dict[str, str] = {}
    for part, match in zip(parts, found, strict=True):
        if match is None or match[1] in said:
            raise UnreadableError("figure", word=part)
        said[match[1]] = f"{percentage(match[2]).value:f}"
    return Reading(said)


def _facts(name: str) -> dict:
    return {
        "name": name,
        "labels": labels(LABELS[name]),
        "is_required": name in REQUIRED,
        "width": WIDTHS.get(name, 14),
        "example": EXAMPLES.get(name, ""),
    }


def _reader(readers: dict, name: str) -> dict:
    return {"read": readers[name]} if name in readers else {}


def _choice(name: str) -> Column | None:
    """The columns whose words are given."""
    said = _words(name)
    if said is not None:
        return choice_column(**_facts(name), options=[(key, (*labels(word), key)) for key, word in said])
    return choice_column(**_facts(name), options=_offices(), many=True) if name == "responsible" else None


def _words(name: str):
    return {
        "mandatory": [(YES, _("yes")), (NO, _("no"))],
        "unbounded": [(YES, _("yes")), (NO, _("no"))],
        "target_kind": TargetKind.choices,
        "operator": [
            *Operator.choices,
            ("trend_up", _("rising")),
            ("trend_down", pgettext_lazy("trend", "falling")),
            ("change", _("the figure is itself a change")),
        ],
        "origin": [(TYPED, _("typed by the office")), (DRAWN, _("drawn by the portal"))],
        "continuity": Continuity.choices,
    }.get(name)


def _offices() -> list:
    """An office is what the plan calls it; two words of the plan stand for many."""
    known = list(Department.objects.all())
    names = {one.pk: one.name for one in known}
    many = [(word, (word,)) for word in (EVERY_TOWN_AND_STREET, DEPARTMENTS_CONCERNED)]
    return [(names[pk], words) for pk, words in options(known)] + many
