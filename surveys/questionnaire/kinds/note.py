"""Words between questions."""

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.records import Kind


class Note(Kind):
    word = "note"
    label = _("A note")
    order = 110
    prefix = "note"
    marks = ("说明",)
    template = "note"
    is_question = False
    xlsform = (("fixed", ""),)


KIND = Note()
