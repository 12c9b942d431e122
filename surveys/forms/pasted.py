"""What is said of lines that were pasted."""

from django.utils.translation import gettext as _

from surveys.questionnaire.pasted import Told, What

SHOWN = 60


def told_words(told: Told) -> str:
    said = {
        What.LINE: _("not understood and left out: %(what)s"),
        What.SKIP: _("set by hand where it leads: %(what)s"),
        What.NO_OPTIONS: _("no answers were found, it is free text now: %(what)s"),
        What.LANGUAGE: _(
            "Where no English stands behind a stroke (|), the Chinese words stand for both until you translate them."
        ),
        What.WAY_OUT: _("“I cannot say” was added: %(what)s"),
    }[told.what] % {"what": told.words[:SHOWN]}
    return _("line %(line)s: %(said)s") % {"line": told.line, "said": said} if told.line else said
