"""A day."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import Field, Of
from surveys.questionnaire.columns import Column, Shape
from surveys.questionnaire.faults import Fault, Problem
from surveys.questionnaire.kinds.limits import range_faults
from surveys.questionnaire.kinds.typed_kind import Typed, both
from surveys.questionnaire.records import Item
from surveys.questionnaire.typed import day_typed

MONTHS = 12  # with more of them, years are told
MONTH, YEAR = len("2026-11"), len("2026")


class Day(Typed):
    word = "date"
    label = _("A date")
    order = 70
    icon = "date"
    fields = (Field("earliest", Of.DAY, _("earliest")), Field("latest", Of.DAY, _("latest")))
    marks = ("日期",)
    template = "date"
    reader = staticmethod(day_typed)
    written_as = "date"
    xlsform = (("input", "date"),)
    measured = "date"

    def faults_of(self, item: Item, value: str) -> list[Problem]:
        day = day_typed(value)
        if day is None:
            return [Problem(item.id, Fault.NOT_A_DATE)]
        return range_faults(item, day, item.earliest, item.latest)

    def categories(self, values: Sequence[str]) -> list[str]:
        """The month, never the day."""
        return [values[0][:MONTH]]

    def bars(self, said: Mapping[str, int], offered: Sequence[str]) -> list[tuple[str, frozenset[str]]]:
        names = {value: value if len(said) <= MONTHS else value[:YEAR] for value in sorted(said)}
        return [(name, frozenset(v for v in names if names[v] == name)) for name in sorted(set(names.values()))]

    def columns(self, item: Item) -> Iterator[Column]:
        yield Column(item.id, item.text, {}, item.id, shape=Shape.MONTH)

    def cell(self, option: str, values: Sequence[str]) -> str:
        return "".join(values[:1])[:MONTH]

    def constraint(self, item: dict) -> str:
        return both(
            f". >= date('{item['earliest']}')" if "earliest" in item else "",
            f". <= date('{item['latest']}')" if "latest" in item else "",
        )


KIND = Day()
