"""What is said to someone whose answers cannot be taken yet."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.questionnaire import Fault, Problem
from surveys.questionnaire.flaws import Flaw, Flawed
from surveys.questionnaire.xlsform_told import Unread, What

SHOWN = 120  # characters of what stood in a form of others


def words(problem: Problem) -> str:
    is_day = isinstance(problem.limit, date)
    return {
        Fault.MISSING: _("Please answer this question."),
        Fault.EXCLUSIVE: _("“None of these” cannot go together with another answer. Please untick one of them."),
        Fault.NOT_ASKED: _(
            "This question does not follow from your earlier answer. Please clear it or change that answer."
        ),
        Fault.NOT_A_NUMBER: _("Please write a number in digits, such as 3."),
        Fault.NOT_A_DATE: _("Please write a date such as 2026-11-24."),
        Fault.TOO_LOW: _("The earliest day is %(limit)s.") if is_day else _("The smallest number is %(limit)s."),
        Fault.TOO_HIGH: _("The latest day is %(limit)s.") if is_day else _("The largest number is %(limit)s."),
        Fault.OTHER_WITHOUT_TEXT: _("Please write a few words beside the answer that asks for them."),
        Fault.COMMUNITY_ELSEWHERE: _(
            "This community belongs to another area. Please choose it again or leave it open."
        ),
        Fault.PLACE_TWICE: _("Two answers have the same place. Please give each place to one answer."),
        Fault.PLACE_LEFT_OUT: _("No answer has place %(limit)s. Please begin with place 1 and leave none out."),
        Fault.TOO_LONG: _("This text is too long. Please keep it to %(limit)s characters."),
        Fault.NOT_OFFERED: _("This answer is not among those offered. Please choose again."),
        Fault.FOREIGN: _("This form contains a question that is not ours."),
    }[problem.fault] % {"limit": problem.limit}


def flaw_words(flaw: Flaw, names: Mapping[str, str]) -> str:
    """What a draft lacks, for its author. `names`: the words of each question by its code."""
    said = {
        Flawed.NO_TEXT: _("words are missing (%(what)s)"),
        Flawed.NO_STATEMENTS: _("no statement is listed"),
        Flawed.KIND: _("there is no such kind of question (%(what)s)"),
        Flawed.OPTIONS: _("the list of answers is empty, or its scale does not exist"),
        Flawed.OPTION_TWICE: _("two answers have the same code"),
        Flawed.OPTION_CODE: _("an answer’s code is to be of letters, digits and underscores (%(what)s)"),
        Flawed.DAY: _("%(what)s is no day, such as 2026-11-24"),
        Flawed.CONDITION: _("its condition names no earlier question, or no answer of it"),
        Flawed.WORDS: _("its words take up an answer that is not given before it"),
        Flawed.ID: _("each question needs a code of its own, of letters, digits and underscores"),
        Flawed.ENDING: _("there is no ending named %(what)s"),
        Flawed.CODE: _("the questionnaire needs a code of letters, digits and underscores"),
        Flawed.SIDES: _("its scale has more answers on one side than on the other"),
        Flawed.STRENGTH: _("the two sides of its scale are not equally strong"),
        Flawed.NO_WAY_OUT: _("its scale has no “I cannot say”"),
        Flawed.NOT_PLAIN: _(
            "what is put in order is words alone: no ending, no “other”, nothing that excludes the rest"
        ),
        Flawed.PLACES: _("there are not %(what)s answers to put in order"),
        Flawed.SAME_STRENGTH: _("two answers of its scale have the same strength (%(what)s)"),
        Flawed.ORDER: _("the answers of its scale do not run in order"),
    }[flaw.code] % {"what": flaw.what}
    if not flaw.where:
        return said
    code, _dot, _rest = flaw.where.partition(".")
    place = _PLACES.get(code) or (_("“%(text)s”") % {"text": names[code]} if names.get(code) else code)
    return _("%(place)s: %(said)s") % {"place": place, "said": said}


def flaws_told(flaws: Iterable[Flaw], definition: Mapping[str, Any]) -> list[str]:
    """All that a definition lacks, in words."""
    names = {item["id"]: item["text"]["zh"] for item in definition["items"]}
    return [flaw_words(flaw, names) for flaw in flaws]


_PLACES = {"title": gettext_lazy("Title"), "introduction": gettext_lazy("Introduction")}


def unread_words(unread: Unread) -> str:
    """What of an XLSForm could not be read as it stands, and what became of it."""
    said = {
        What.KIND: _("there is no such kind of question here (%(what)s); it was left out"),
        What.CONDITION: _("this condition has to be set by hand: %(what)s"),
        What.LIMIT: _("this limit has to be set by hand: %(what)s"),
        What.FILTER: _("all answers are offered; they cannot depend on another answer: %(what)s"),
        What.REPEAT: _("the questions of this part (%(what)s) are asked once, not repeated"),
        What.DEVICE: _("what the phone or a formula fills in was left out (%(what)s)"),
        What.PRESET: _("no answer is chosen beforehand here: %(what)s"),
        What.NO_NAME: _("a question without a name was left out (%(what)s)"),
        What.NO_CHOICES: _("a question without answers was left out (list %(what)s)"),
        What.TWICE: _("this name was used before and was changed: %(what)s"),
        What.PART: _("this was left out: %(what)s"),
        What.LANGUAGE: _("The form has one language; its words stand for both until you have translated them."),
        What.DISABLED: _("a question that is switched off was left out (%(what)s)"),
        What.PIPE: _("%(what)s is no earlier question; “…” stands in its place"),
    }[unread.what] % {"what": unread.words[:SHOWN]}
    return said if not unread.row else _("row %(row)s: %(said)s") % {"row": unread.row, "said": said}
