"""A heading between questions."""

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.records import Kind


class Section(Kind):
    word = "section"
    label = _("Section")
    order = 100
    icon = "title"
    prefix = "part"
    template = "section"
    is_question = False


KIND = Section()
