"""What kinds have in common whose answers are among options."""

from collections.abc import Iterator, Mapping, Sequence

from surveys.questionnaire.columns import Column
from surveys.questionnaire.faults import OTHER, Fault, Places, Problem
from surveys.questionnaire.kinds.limits import length_faults
from surveys.questionnaire.records import Given, Item, Kind
from surveys.questionnaire.wording import Wording
from surveys.questionnaire.xlsform_form import Form


class Choice(Kind):
    template = "choices"
    paper = "boxes"
    has_options = True
    listed_as = "select_one"

    def names(self, item: Item) -> tuple[str, ...]:
        return (item.id, *((item.id + OTHER,) if any(option.other for option in item.options) else ()))

    def read(self, item: Item, given: Given) -> dict[str, list[str]]:
        """Whoever writes means "other"; whoever then chose an answer beside which it cannot stand means that one."""
        values = given.get(item.id, [])
        code = next((option.code for option in item.options if option.other), None)
        if not given.get(item.id + OTHER) or code is None or code in values:
            return {}
        shuts_out = not self.is_several or any(
            item.by_code[value].exclusive for value in values if value in item.by_code
        )
        return {item.id + OTHER: []} if values and shuts_out else {item.id: [*values, code]}

    def faults(self, item: Item, given: Given, places: Places) -> list[Problem]:
        values, other = given.get(item.id, []), given.get(item.id + OTHER, [])
        if not set(values) <= set(item.by_code) or len(set(values)) != len(values) or len(other) > 1:
            return [Problem(item.id, Fault.NOT_OFFERED)]
        if len(values) > 1 and not self.is_several:
            return [Problem(item.id, Fault.NOT_OFFERED)]
        chosen = [item.by_code[value] for value in values]
        if len(chosen) > 1 and any(option.exclusive for option in chosen):
            return [Problem(item.id, Fault.EXCLUSIVE)]
        if any(option.other for option in chosen) != bool(other):
            return [Problem(item.id, Fault.OTHER_WITHOUT_TEXT)]
        return length_faults(item, other[0]) if other else []

    def categories(self, values: Sequence[str]) -> list[str]:
        return list(values)

    def columns(self, item: Item) -> Iterator[Column]:
        yield Column(item.id, item.text, words_of(item), item.id, ways_out=frozenset(self.ways_out(item)))

    def write(self, form: Form, item: dict) -> None:
        form.choice(self.listed_as, item, self.offered(item, form.definition.get("scales", {})))


def words_of(item: Item) -> Mapping[str, Wording]:
    return {option.code: option.text for option in item.options}


def with_option(item: Item, text: Wording) -> Wording:
    """The words of a question with those of one answer."""
    return Wording(f"{item.text.zh}：{text.zh}", f"{item.text.en}: {text.en}")
