"""Words of one's own: read by people, never counted and never in a table of answers."""

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import Field, Of
from surveys.questionnaire.faults import Problem
from surveys.questionnaire.kinds.limits import length_faults
from surveys.questionnaire.kinds.typed_kind import Typed
from surveys.questionnaire.records import Item


class Text(Typed):
    word = "text"
    label = _("Free text")
    order = 80
    icon = "pilcrow"
    fields = (Field("max_length", Of.NUMBER, _("most characters"), least=1),)
    marks = ("填空", "简答", "问答", "开放")
    template = "text"
    is_words = True
    xlsform = (("input", "string"),)
    measured = "text"

    def faults_of(self, item: Item, value: str) -> list[Problem]:
        return length_faults(item, value)

    def is_counted(self, item: Item) -> bool:
        return False

    def constraint(self, item: dict) -> str:
        return f"string-length(.) <= {item['max_length']}" if "max_length" in item else ""


KIND = Text()
