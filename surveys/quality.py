"""Signs that an answer was not given by a person reading the questions. A sign is a flag; a person decides.

Each rule weighs what it sees against what is usual in the same wave: a busy place, an opinion that most share and a
sentence that many would write are no signs.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import exp, lgamma, log

SECONDS_A_QUESTION = 1.5  # the quickest readers need about three; half of that is not reading
STRAIGHT_LINE_ANSWERS = 3
FELLOWS = 2
WORDS_LEAST = 10  # characters; shorter wishes are alike by chance
WORDS_OWN = 25  # nobody else writes so many by chance
CODE_SHARE = 4  # a code that brings so many times the median of its fellows is looked at
ALIKE_LEAST = 8  # answers that are the same all through
OPINION = 4  # times what follows from neighbouring answers: opinions go together more than two by two
CHANCE = 1e-6  # of what is called a script
DOUBTFUL_CHANCE = 1e-3

Vector = tuple[object, ...]  # all that one person answered, words aside


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


def farmed_codes(answers_by_code: Mapping[str, int], doubtful: Mapping[str, int], least: int = 30) -> list[str]:
    """Codes with far more answers than the median of the others, and more doubtful ones among them than elsewhere.

    ``doubtful``: by code the answers that have another sign. A busy place whose answers are as others' is no sign.
    """
    farmed = []
    for code, count in answers_by_code.items():
        others = sorted(other for name, other in answers_by_code.items() if name != code)
        is_busy = len(others) >= FELLOWS and count >= least and count > CODE_SHARE * max(others[len(others) // 2], 1)
        if is_busy and _is_more(doubtful.get(code, 0), count, sum(doubtful.values()), sum(answers_by_code.values())):
            farmed.append(code)
    return sorted(farmed)


def _is_more(here: int, of: int, everywhere: int, of_all: int) -> bool:
    """Whether more are doubtful here than chance would bring by the rate elsewhere."""
    rate = (everywhere - here + 1) / (of_all - of + 2)
    return at_least(here, of, rate) < DOUBTFUL_CHANCE


def repeated_texts(texts: Mapping[str, str], vectors: Mapping[str, Vector], least: int = WORDS_LEAST) -> list[str]:
    """By answer: those whose words, blanks aside, are another's too, and with them all other answers or very many words.

    Short ones are nobody's own, and an ordinary sentence is written by several people of several opinions.
    """
    by_words: dict[str, list[str]] = defaultdict(list)
    for name, text in texts.items():
        plain = "".join(text.split())
        if len(plain) >= least:
            by_words[plain].append(name)
    found = []
    for plain, names in by_words.items():
        same = Counter(vectors.get(name) for name in names)
        is_own = len(plain) >= WORDS_OWN and len(names) > 1
        found += [name for name in names if is_own or same[vectors.get(name)] > 1]
    return sorted(found)


def scripted(vectors: Mapping[str, Vector], groups: Mapping[str, str]) -> list[str]:
    """By answer: those that are alike all through, far more than is usual.

    ``groups``: how each came (a place, the open page). Usual is the rate among all who came otherwise; where these are
    few, what follows from how one answer goes with the next. What everybody says is said elsewhere too.
    """
    by_group: dict[str, dict[str, Vector]] = defaultdict(dict)
    for name, vector in vectors.items():
        by_group[groups[name]][name] = vector
    everywhere = Counter(vectors.values())
    return sorted(name for own in by_group.values() for name in _scripted(own, everywhere, len(vectors)))


def _scripted(own: Mapping[str, Vector], everywhere: Counter[Vector], of_all: int) -> list[str]:
    """Of one group. The most common first: once it is a script, it says nothing of what is usual."""
    left, of_rest = dict(own), of_all - len(own)
    found: list[str] = []
    for vector, count in Counter(own.values()).most_common():
        if count < ALIKE_LEAST:
            break
        if of_rest >= len(own) / 2:
            rate = (everywhere[vector] - count + 1) / (of_rest + 2)
        else:
            rate = OPINION * _following(list(left.values()), vector)
        if at_least(count, len(left), rate) < CHANCE:
            names = [name for name, other in left.items() if other == vector]
            found += names
            left = {name: other for name, other in left.items() if other != vector}
    return found


def _following(vectors: Sequence[Vector], vector: Vector) -> float:
    """How often a vector is to be expected where each answer goes with the one before it and with no other."""
    rate = sum(other[0] == vector[0] for other in vectors) / len(vectors) if vector else 1.0
    for place in range(1, len(vector)):
        before = [other for other in vectors if other[place - 1] == vector[place - 1]]
        rate *= sum(other[place] == vector[place] for other in before) / len(before)
    return rate


def at_least(count: int, of: int, rate: float) -> float:
    """Probability of so many or more of so many, each with the same rate: the upper tail of a binomial."""
    if count <= 0 or rate >= 1:
        return 1.0
    if rate <= 0:
        return 0.0
    terms = [
        exp(lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * log(rate) + (of - k) * log(1 - rate))
        for k in range(count, of + 1)
    ]
    return min(1.0, sum(terms))
