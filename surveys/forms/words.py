"""What is said to someone whose answers cannot be taken yet."""

from django.utils.translation import gettext as _

from surveys.questionnaire import Fault, Problem


def words(problem: Problem) -> str:
    return {
        Fault.MISSING: _("Please answer this question."),
        Fault.EXCLUSIVE: _("“None of these” cannot go together with another answer. Please untick one of them."),
        Fault.NOT_ASKED: _(
            "This question does not follow from your earlier answer. Please clear it or change that answer."
        ),
        Fault.NOT_A_NUMBER: _("Please write a number in digits, such as 3."),
        Fault.NOT_A_DATE: _("Please write a date such as 2026-11-24."),
        Fault.OUT_OF_RANGE: _("This is out of the range. The limit is %(limit)s."),
        Fault.OTHER_WITHOUT_TEXT: _("Please choose the last answer and write a few words beside it, or clear both."),
        Fault.COMMUNITY_ELSEWHERE: _(
            "This community belongs to another area. Please choose it again or leave it open."
        ),
        Fault.TOO_LONG: _("This text is too long. Please keep it to %(limit)s characters."),
        Fault.NOT_OFFERED: _("This answer is not among those offered. Please choose again."),
        Fault.FOREIGN: _("This form contains a question that is not ours."),
    }[problem.fault] % {"limit": problem.limit}
