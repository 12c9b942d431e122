"""A step of a balanced scale, from good to bad, with a way out."""

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import SCALE
from surveys.questionnaire.kinds.choice import Choice
from surveys.questionnaire.records import Item
from surveys.questionnaire.wording import Option


class Satisfaction(Choice):
    word = "satisfaction"
    label = _("Satisfaction")
    order = 30
    fields = (SCALE,)
    parts = frozenset({"scale"})
    is_mostly_required = True
    has_sides = True
    middle = 0

    def is_apart(self, option: Option) -> bool:
        return option.exclusive or option.polarity is None

    def ways_out(self, item: Item) -> list[str]:
        """What stands on the scale has a side, what has none is none of it."""
        sides = {option.code for option in item.options if option.polarity is not None}
        return [option.code for option in item.options if sides and option.code not in sides]

    def score(self, item: Item, code: str) -> float | None:
        option = item.by_code.get(code)
        return None if option is None or option.polarity is None else float(option.polarity)


KIND = Satisfaction()
