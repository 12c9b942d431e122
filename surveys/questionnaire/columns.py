"""A version's answers as columns of a table: what data files and their codebook say.

Free words and communities are no columns: together with the rest of a row they could tell who it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from surveys.enums import Kind
from surveys.questionnaire.records import Item, Questionnaire, Wording

WORDLESS = frozenset({Kind.TEXT})
TICKED = {"1": Wording("选了", "ticked"), "0": Wording("没选", "not ticked")}


@dataclass(frozen=True)
class Column:
    """One variable. `labels`: each answer's code and words, in the order of the form; empty for plain values."""

    name: str
    label: Wording
    question: str = ""
    option: str = ""  # of a question with several answers: the one that this column is about
    labels: Mapping[str, Wording] = field(default_factory=dict)
    is_date: bool = False

    def value(self, answers: Mapping[str, Sequence[str]]) -> str:
        """As it is stored; empty text where nothing was answered or asked."""
        given = answers.get(self.question, ())
        if not given:
            return ""
        return str(int(self.option in given)) if self.option else given[0]

    def number(self, value: str) -> float | None:
        """For programs that count: the place among the labels (from 1; 0 and 1 stay), a day's ordinal, a number."""
        if value == "":
            return None
        if self.is_date:
            return float(date.fromisoformat(value).toordinal())
        if self.labels and not self.option:
            return float(self.codes[value]) if value in self.codes else None
        return float(value)

    @property
    def codes(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.labels, 1)}


def columns_of(questionnaire: Questionnaire, areas: Mapping[str, Wording]) -> list[Column]:
    """One column a question, or one an answer where several may be given; `areas` are those that may be chosen."""
    return [column for item in questionnaire.questions for column in _columns(item, areas)]


def _columns(item: Item, areas: Mapping[str, Wording]) -> Iterator[Column]:
    if item.kind in WORDLESS:
        return
    label = _label(item)
    if item.kind == Kind.MULTIPLE:
        for option in item.options:
            words = Wording(f"{label.zh}：{option.text.zh}", f"{label.en}: {option.text.en}")
            yield Column(f"{item.id}_{option.code}", words, item.id, option.code, TICKED)
        return
    labels = {option.code: option.text for option in item.options}
    if item.kind == Kind.PLACE:
        labels = {**areas, "unclear": Wording("不清楚", "I do not know")}
    yield Column(item.id, label, item.id, labels=labels, is_date=item.kind == Kind.DATE)


def _label(item: Item) -> Wording:
    """A statement stands under what leads it."""
    if not item.lead.zh:
        return item.text
    return Wording(f"{item.lead.zh} {item.text.zh}", f"{item.lead.en} {item.text.en}")
