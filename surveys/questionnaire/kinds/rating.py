"""From 0 to 10, with words at both ends."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import Field, Of
from surveys.questionnaire.kinds.choice import Choice
from surveys.questionnaire.kinds.number import mean_of
from surveys.questionnaire.records import Item, Row
from surveys.questionnaire.wording import Option

HIGHEST = 10
STEPS = [{"code": str(step), "text": {"zh": str(step), "en": str(step)}} for step in range(HIGHEST + 1)]
UNCLEAR = {"code": "unclear", "text": {"zh": "不清楚", "en": "I cannot say"}}


class Rating(Choice):
    word = "rating"
    label = _("From 0 to 10")
    order = 50
    fields = (
        Field("low", Of.WORDS, _("what 0 means")),
        Field("high", Of.WORDS, _("what 10 means")),
        Field("unclear", Of.FLAG, _("with I cannot say")),
    )
    parts = frozenset({"ends"})
    marks = ("打分", "评分", "0-10")
    preset = {"low": {"zh": "很不好", "en": "Very bad"}, "high": {"zh": "很好", "en": "Very good"}}
    is_mostly_required = True
    template = "rating"
    has_numbers = True
    middle = 5
    noted = ("unclear", "low", "high")

    def offered(self, row: Row, scales: Mapping[str, list[Row]]) -> list[Row]:
        return [*STEPS, UNCLEAR] if row.get("unclear") else STEPS

    def is_apart(self, option: Option) -> bool:
        return not option.code.isdigit()

    def ways_out(self, item: Item) -> list[str]:
        return [option.code for option in item.options if not option.code.isdigit()]

    def score(self, item: Item, code: str) -> float | None:
        return float(code) if code.isdigit() else None

    def means(self, said: Mapping[str, int], offered: Sequence[str]) -> dict[str, dict[str, Any]]:
        return {"mean": mean_of(said)}


KIND = Rating()
