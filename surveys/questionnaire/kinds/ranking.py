"""Answers put in order: the first place for what matters most, as many places as the author gives, fewer for who likes.

Stored are the codes in their order. A form has a list of places beside each answer, named by question and code.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import LINES, MOVES, Field, Of
from surveys.questionnaire.columns import Column
from surveys.questionnaire.faults import Fault, Places, Problem
from surveys.questionnaire.flaws import Flaw, Flawed
from surveys.questionnaire.kinds.choice import Choice, with_option
from surveys.questionnaire.records import Given, Item
from surveys.questionnaire.wording import Wording

FEWEST = 2  # answers that can be put in order


class Ranking(Choice):
    word = "ranking"
    label = _("Put in order")
    order = 55
    icon = "order"
    fields = (
        LINES,
        Field("options", Of.PLAIN, _("answers")),
        Field("maximum", Of.NUMBER, _("how many places at most; empty: all"), least=1),
        MOVES,
    )
    parts = frozenset({"options"})
    marks = ("排序", "排列")
    template = "ranking"
    script = "surveys/js/ranking.js"
    paper = "places"
    is_several = True
    is_ordered = True
    leads_on = False  # neither the page nor paper could say simply what follows from an order
    listed_as = "rank"
    noted = ("maximum",)
    xlsform = (("choice", "rank"),)

    def flaws(self, item: Item) -> list[Flaw]:
        found = super().flaws(item)
        if any(option.exclusive or option.other or option.ends for option in item.options):
            found.append(Flaw(Flawed.NOT_PLAIN, item.id))
        most = max(FEWEST, item.maximum or 0)
        return found if len(item.options) >= most else [*found, Flaw(Flawed.PLACES, item.id, str(most))]

    def places(self, item: Item) -> int:
        return item.maximum or len(item.options)

    def names(self, item: Item) -> tuple[str, ...]:
        return (item.id, *_fields(item).values())

    def stored(self, item: Item) -> tuple[str, ...]:
        return (item.id,)

    def read(self, item: Item, given: Given) -> dict[str, list[str]]:
        """The answers in their order. Where the places do not fit together, as far as they do, and the places stay."""
        typed = {code: given[name] for code, name in _fields(item).items() if name in given}
        if not typed:
            return {}
        order = _order(typed, self.places(item))
        fits = len(order) == len(typed)
        return {item.id: order} | ({name: [] for name in _fields(item).values()} if fits else {})

    def faults(self, item: Item, given: Given, places: Places) -> list[Problem]:
        values, typed = given.get(item.id, []), [given[name] for name in _fields(item).values() if name in given]
        if not typed:
            fits = set(values) <= set(item.by_code) and len(set(values)) == len(values) <= self.places(item)
            return [] if fits else [Problem(item.id, Fault.NOT_OFFERED)]
        offered = {str(place) for place in range(1, self.places(item) + 1)}
        if any(len(each) != 1 or each[0] not in offered for each in typed):
            return [Problem(item.id, Fault.NOT_OFFERED)]
        if len({each[0] for each in typed}) < len(typed):
            return [Problem(item.id, Fault.PLACE_TWICE)]
        return [Problem(item.id, Fault.PLACE_LEFT_OUT, len(values) + 1)]

    def said(self, values: Sequence[str], words: Mapping[str, str], joint: str = "; ") -> str:
        return joint.join(f"{place}. {words.get(value, value)}" for place, value in enumerate(values, 1))

    def categories(self, values: Sequence[str]) -> list[str]:
        """Each answer with its place: "1.bins" put bins first."""
        return [f"{place}.{value}" for place, value in enumerate(values, 1)]

    def bars(self, said: Mapping[str, int], offered: Sequence[str]) -> list[tuple[str, frozenset[str]]]:
        """Who put it first, of all who put any."""
        return [(code, frozenset({f"1.{code}"})) for code in offered]

    def means(self, said: Mapping[str, int], offered: Sequence[str]) -> dict[str, dict[str, float]]:
        """The mean place of each answer, of those who gave it one."""
        found: dict[str, dict[str, float]] = {f"rank {code}": {} for code in offered}
        for category in sorted(said, key=lambda name: int(name.partition(".")[0])):
            place, _dot, code = category.partition(".")
            found[f"rank {code}"][category] = float(place)
        return {name: scores for name, scores in found.items() if scores}

    def columns(self, item: Item) -> Iterator[Column]:
        """One for each answer: its place, empty where it has none."""
        numbers = range(1, self.places(item) + 1)
        codes = {str(number): Wording(f"第 {number} 位", f"place {number}") for number in numbers}
        for option in item.options:
            yield Column(f"{item.id}_{option.code}", with_option(item, option.text), codes, item.id, option.code)

    def cell(self, option: str, values: Sequence[str]) -> str:
        return str(values.index(option) + 1) if option in values else ""


def _fields(item: Item) -> dict[str, str]:
    """The field of each answer. No code has a full stop, so that no other question can bear such a name."""
    return {option.code: f"{item.id}.{option.code}" for option in item.options}


def _order(typed: Mapping[str, Sequence[str]], places: int) -> list[str]:
    """From the first place on, as far as each place has one answer."""
    order: list[str] = []
    for place in range(1, places + 1):
        there = [code for code, values in typed.items() if list(values) == [str(place)]]
        if len(there) != 1:
            break
        order += there
    return order


KIND = Ranking()
