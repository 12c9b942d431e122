"""One of several answers."""

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import LINES, MOVES, OPTIONS
from surveys.questionnaire.kinds.choice import Choice


class Single(Choice):
    word = "single"
    label = _("One answer")
    order = 10
    icon = "radio-full"
    fields = (LINES, OPTIONS, MOVES)
    parts = frozenset({"options"})
    marks = ("单选",)
    is_mostly_required = True
    is_plain_choice = True
    xlsform = (("choice", "select one"),)


KIND = Single()
