"""Signs that an answer was not given by a person reading the questions. A sign is a flag; a person decides."""

from collections import Counter
from collections.abc import Mapping, Sequence

SECONDS_A_QUESTION = 1.5  # the quickest readers need about three; half of that is not reading
STRAIGHT_LINE_ANSWERS = 3
FELLOWS = 2
WORDS_LEAST = 10  # characters; shorter wishes are alike by chance
CODE_SHARE = 4  # a code that brings so many times the median of its fellows is farmed


def shortest_time(questions: int) -> float:
    """Seconds under which nobody reads and answers so many questions."""
    return SECONDS_A_QUESTION * questions


def is_too_fast(seconds: float, questions: int) -> bool:
    return seconds < shortest_time(questions)


def is_straight_line(scale_answers: Sequence[str], others: Sequence[str]) -> bool:
    """All statements of the scale answered alike while every choice elsewhere was the first offered as well.

    Being satisfied with everything is an opinion; only together with thoughtless answers elsewhere is it a sign.
    `others` holds "first" for each question answered with its first option, anything else otherwise.
    """
    alike = len(scale_answers) >= STRAIGHT_LINE_ANSWERS and len(set(scale_answers)) == 1
    return alike and bool(others) and all(answer == "first" for answer in others)


def farmed_codes(answers_by_code: Mapping[str, int], least: int = 30) -> list[str]:
    """Codes with far more answers than the median of the others; none while there are too few to compare."""
    farmed = []
    for code, count in answers_by_code.items():
        others = sorted(other for name, other in answers_by_code.items() if name != code)
        if len(others) >= FELLOWS and count >= least and count > CODE_SHARE * max(others[len(others) // 2], 1):
            farmed.append(code)
    return sorted(farmed)


def repeated_texts(texts: Mapping[str, str], least: int = WORDS_LEAST) -> list[str]:
    """By answer: those whose words, blanks aside, are another's too; short ones are nobody's own."""
    plain = {name: "".join(text.split()) for name, text in texts.items()}
    times = Counter(plain.values())
    return sorted(name for name, text in plain.items() if len(text) >= least and times[text] > 1)
