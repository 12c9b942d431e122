"""What a pilot shows of its form: where people leave it, how long it takes, which questions they cannot answer.

For who mends the form, never for a figure. Of the forms that were left there is the last question that was shown; of the
answers how many there are to each question and how many say "I cannot say".
"""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from surveys.models import Response, Wave
from surveys.questionnaire import Item, Questionnaire

UNCLEAR = "unclear"  # as questions without a scale name it
BEFORE = -1  # the first question


@dataclass(frozen=True)
class Trial:
    """One question: forms that came to it, forms that were left at it; answers to it, and those that could not say."""

    number: int
    text: str
    reached: int
    left: int
    answered: int
    unclear: int

    @property
    def left_share(self) -> float | None:
        return _share(self.left, self.reached)

    @property
    def unclear_share(self) -> float | None:
        return _share(self.unclear, self.answered)


@dataclass(frozen=True)
class Pilot:
    opened: int
    left_before: int  # at the notice, before the first question
    answers: int
    seconds: float | None
    trials: list[Trial]

    @property
    def minutes(self) -> float | None:
        return None if self.seconds is None else self.seconds / 60


def pilot_of(wave: Wave, language: str) -> Pilot:
    questionnaire = wave.version.questionnaire
    places = {item.id: _in_view(questionnaire, place) for place, item in enumerate(questionnaire.items)}
    visits = list(wave.visits.values_list("question", "seconds", "is_sent"))
    sent = [seconds for _, seconds, is_sent in visits if is_sent]
    left = Counter(places.get(question, BEFORE) for question, _, is_sent in visits if not is_sent)
    answers = list(Response.objects.filter(wave=wave).values_list("answers", flat=True).iterator(chunk_size=2000))
    trials = []
    for place, item in enumerate(questionnaire.questions):
        given = [row[item.id] for row in answers if row.get(item.id)]
        trials.append(
            Trial(
                place + 1,
                item.text.in_language(language),
                reached=len(sent) + sum(count for at, count in left.items() if at >= place),
                left=left[place],
                answered=len(given),
                unclear=sum(bool(_ways_out(item) & set(values)) for values in given),
            )
        )
    return Pilot(len(visits), left[BEFORE], len(answers), median(sent) if sent else None, trials)


def _in_view(questionnaire: Questionnaire, place: int) -> int:
    """The number of the question that stands at a place of the form; of a heading that of the one below it."""
    before = sum(item.is_question for item in questionnaire.items[:place])
    return min(before, len(questionnaire.questions) - 1)


def _ways_out(item: Item) -> set[str]:
    return {*item.kind.ways_out(item), UNCLEAR}


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
