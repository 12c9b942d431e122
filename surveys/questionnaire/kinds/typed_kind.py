"""What kinds have in common whose answer is typed into one field."""

from collections.abc import Callable
from typing import Any

from surveys.questionnaire.faults import Fault, Places, Problem
from surveys.questionnaire.records import Given, Item, Kind
from surveys.questionnaire.xlsform_form import Form


class Typed(Kind):
    reader: Callable[[str], Any] = staticmethod(str)
    written_as = "text"

    def read(self, item: Item, given: Given) -> dict[str, list[str]]:
        """As it is meant: a number in plain digits, a day as 2026-11-24."""
        found = [(value, self.reader(value)) for value in given.get(item.id, [])]
        return {item.id: [value if read is None else str(read) for value, read in found]}

    def faults(self, item: Item, given: Given, places: Places) -> list[Problem]:
        values = given[item.id]
        if len(values) != 1:
            return [Problem(item.id, Fault.NOT_OFFERED)]
        return self.faults_of(item, values[0])

    def faults_of(self, item: Item, value: str) -> list[Problem]:
        return []

    def constraint(self, item: dict) -> str:
        return ""

    def write(self, form: Form, item: dict) -> None:
        form.row(self.written_as, item["id"], item, constraint=self.constraint(item))


def both(*limits: str) -> str:
    """Those limits that there are, as an XLSForm joins them."""
    return " and ".join(limit for limit in limits if limit)
