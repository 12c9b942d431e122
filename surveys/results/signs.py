"""Signs on one answer that the moment of posting shows and that no row keeps."""

from collections.abc import Mapping, Sequence

from surveys.enums import FlagKind
from surveys.quality import is_straight_line, is_too_fast
from surveys.questionnaire import Questionnaire


def signs_of(questionnaire: Questionnaire, answers: Mapping[str, Sequence[str]], seconds: float) -> list[FlagKind]:
    signs = []
    if is_too_fast(seconds, sum(item.id in answers for item in questionnaire.questions)):
        signs.append(FlagKind.SPEED)
    if is_straight_line(_scale_answers(questionnaire, answers), _thoughtless(questionnaire, answers)):
        signs.append(FlagKind.STRAIGHT_LINE)
    return signs


def _scale_answers(questionnaire: Questionnaire, answers: Mapping[str, Sequence[str]]) -> list[str]:
    scales = [item for item in questionnaire.questions if item.kind.has_sides]
    return [answers[item.id][0] for item in scales if item.id in answers]


def _thoughtless(questionnaire: Questionnaire, answers: Mapping[str, Sequence[str]]) -> list[str]:
    """ "first" for each plain choice answered with its first option; who one is (age, group) is no opinion."""
    choices = [
        item for item in questionnaire.questions if item.kind.is_plain_choice and not (item.dimension or item.rotates)
    ]
    open_ended = [item for item in choices if not any(option.ends for option in item.options)]
    return [
        "first" if answers[item.id][0] == item.options[0].code else "other" for item in open_ended if item.id in answers
    ]
