"""A whole number in digits."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import Field, Of
from surveys.questionnaire.bins import bins_of
from surveys.questionnaire.columns import Column, Shape
from surveys.questionnaire.faults import Fault, Problem
from surveys.questionnaire.kinds.limits import range_faults
from surveys.questionnaire.kinds.typed_kind import Typed, both
from surveys.questionnaire.records import Item
from surveys.questionnaire.typed import number_typed


class Number(Typed):
    word = "number"
    label = _("A number")
    order = 60
    fields = (Field("minimum", Of.NUMBER, _("smallest")), Field("maximum", Of.NUMBER, _("largest")))
    marks = ("数字",)
    template = "number"
    has_numbers = True
    has_same_bars = False
    reader = staticmethod(number_typed)
    written_as = "integer"
    xlsform = (("input", "int"),)
    measured = "number"

    def faults_of(self, item: Item, value: str) -> list[Problem]:
        number = number_typed(value)
        if number is None:
            return [Problem(item.id, Fault.NOT_A_NUMBER)]
        return range_faults(item, number, item.lowest, item.maximum)

    def categories(self, values: Sequence[str]) -> list[str]:
        return [str(int(values[0]))]

    def bars(self, said: Mapping[str, int], offered: Sequence[str]) -> list[tuple[str, frozenset[str]]]:
        return bins_of({int(value): count for value, count in said.items()})

    def means(self, said: Mapping[str, int], offered: Sequence[str]) -> dict[str, dict[str, float]]:
        return {"mean": mean_of(said)}

    def columns(self, item: Item) -> Iterator[Column]:
        yield Column(item.id, item.text, {}, item.id, shape=Shape.NUMBER)

    def constraint(self, item: dict) -> str:
        return both(
            f". >= {item['minimum']}" if "minimum" in item else "",
            f". <= {item['maximum']}" if "maximum" in item else "",
        )


def mean_of(said: Mapping[str, int]) -> dict[str, float]:
    return {value: float(value) for value in sorted(said, key=int)}


KIND = Number()
