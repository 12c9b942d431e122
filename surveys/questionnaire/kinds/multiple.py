"""Several answers at once."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import LINES, MOVES, OPTIONS
from surveys.questionnaire.columns import MARKED, UNMARKED, YES_OR_NO, Column
from surveys.questionnaire.kinds.choice import Choice, with_option
from surveys.questionnaire.records import Item


class Multiple(Choice):
    word = "multiple"
    label = _("Several answers")
    order = 20
    icon = "tasks"
    fields = (LINES, OPTIONS, MOVES)
    parts = frozenset({"options"})
    marks = ("多选", "可多选", "不定项")
    is_mostly_required = True
    is_several = True
    listed_as = "select_multiple"
    xlsform = (("choice", "select all that apply"),)

    def columns(self, item: Item) -> Iterator[Column]:
        """One for each answer."""
        for option in item.options:
            words = with_option(item, option.text)
            yield Column(f"{item.id}_{option.code}", words, YES_OR_NO, item.id, option.code)

    def cell(self, option: str, values: Sequence[str]) -> str:
        return MARKED if option in values else UNMARKED


KIND = Multiple()
