"""Every closed question as a measure: what its answers are counted among, and what of them is frozen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from portal.procedure.digests import digest_of
from surveys.enums import Dimension
from surveys.measures import Measure
from surveys.models import Wave
from surveys.questionnaire import KINDS, Item, Questionnaire
from surveys.results.breakdown import breakdowns
from surveys.results.classification import (
    ANSWERED,
    StaleTalliesError,
    counted_measures,
    measures_of,
)
from surveys.results.distribution import BY
from surveys.results.figures import groups_in
from surveys.results.weighed import sample_of
from surveys.tallies import RESPONSES, Cell, Key

PREFIX = "q."
FORMULA = 1
NOT_TOLD = "none"


def question_measures(questionnaire: Questionnaire) -> list[Measure]:
    """One for each closed question and each group of people that figures are made of, in the order of the form."""
    frames = frames_of(questionnaire.code)
    return [
        _measure(item, questionnaire, frame, len(frames) > 1)
        for frame in frames
        for item in questionnaire.questions
        if is_closed(item)
    ]


def measures_of_wave(wave: Wave) -> dict[str, Measure]:
    """All that is figured of a wave, by code: what its answers mean for the plan, then every closed question."""
    questionnaire = wave.version.questionnaire
    asked = [*measures_of(questionnaire.code), *question_measures(questionnaire)]
    return {measure.code: measure for measure in asked}


def is_closed(item: Item) -> bool:
    """Whether answers can be counted and differ: not words, and not a question that all but one answer end."""
    return item.kind.is_counted(item) and (not item.has_options or len(_offered(item)) > 1)


def frames_of(code: str) -> list[Measure]:
    """Whose answers are added up: as the measures of the questionnaire say; without any, everybody's, unweighted.

    Groups that the plan figures apart are never mixed. Bases are equal or have nobody in common, so that no difference
    between two figures tells of a few.
    """
    frames: list[Measure] = []
    told = [measure for measure in counted_measures(code) if not measure.beside]
    least = max((measure.minimum_n for measure in told), default=EVERYBODY.minimum_n)
    for measure in told:
        if all(are_apart(measure.base, frame.base) for frame in frames):
            frames.append(replace(measure, minimum_n=least))
    return frames or [EVERYBODY]


EVERYBODY = Measure("", FORMULA, None, "", {"zh": "", "en": ""}, {"one_of": {}})


def are_apart(one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> bool:
    """Whether nobody is in both bases."""
    return any(not set(one[dimension]) & set(other[dimension]) for dimension in one.keys() & other.keys())


def is_question(code: str) -> bool:
    return code.startswith(PREFIX)


def _measure(item: Item, questionnaire: Questionnaire, frame: Measure, is_one_of_several: bool) -> Measure:
    base = {name: list(values) for name, values in frame.base.items()}
    told = _base_words(questionnaire, base) if is_one_of_several else {"zh": "", "en": ""}
    ending = f"@{'+'.join(code for codes in base.values() for code in codes)}" if is_one_of_several else ""
    return Measure(
        code=f"{PREFIX}{item.id}{ending}",
        version=FORMULA,
        indicator=None,
        questionnaire=questionnaire.code,
        name={"zh": f"{item.text.zh}{told['zh']}", "en": f"{item.text.en}{told['en']}"},
        rule={"distribution": _rule(item)},
        base=base,
        minimum_n=frame.minimum_n,
        level=frame.level,
        method=frame.method,
        margins=list(frame.margins),
        formula={
            "zh": "每个选项的人数 ÷ 对此题给出明确回答的人数。",
            "en": "People who chose the answer among all who gave one to the question.",
        },
    )


def _rule(item: Item) -> dict:
    offered = _offered(item)
    return {
        "question": item.id,
        "kind": str(item.kind),
        "dimension": str(item.dimension or ""),
        "answers": [option.code for option in offered],
        "ways_out": item.kind.ways_out(item),
        "positive": [option.code for option in offered if (option.polarity or 0) > 0],
        "wording": digest_of([item.text.zh, *((option.code, option.text.zh) for option in offered)])[:16],
    }


def _offered(item: Item) -> list:
    """Without what leads out of the form: who chose that is in no figure."""
    return [option for option in item.options if not option.ends]


def _base_words(questionnaire: Questionnaire, base: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found = {"zh": [], "en": []}
    for dimension, codes in base.items():
        item = questionnaire.question_of(Dimension(dimension))
        for code in codes:
            words = item.by_code[code].text if item and code in item.by_code else None
            found["zh"].append(words.zh if words else code)
            found["en"].append(words.en if words else code)
    return {"zh": f"（{'、'.join(found['zh'])}）", "en": f" ({', '.join(found['en'])})"}


def question_cells(tally: Mapping[Key, int], measure: Measure, base: Mapping) -> list[list]:
    """The people within the base by cell: how many answered, how many not, and with what. Raises StaleTalliesError."""
    subject = f"question:{measure.rule['distribution']['question']}"
    within = {dimension: frozenset(values) for dimension, values in base.items()}
    found: dict[Cell, dict[str, int]] = defaultdict(dict)
    everybody: dict[Cell, int] = {}
    for (about, category, cell), count in tally.items():
        is_own = about == subject
        if not is_own and (about, category) != RESPONSES:
            continue
        if all(getattr(cell, name) in values for name, values in within.items()):
            if is_own:
                found[cell][category] = count
            else:
                everybody[cell] = count
    for cell, number in everybody.items():
        counts = found[cell]
        silent = number - counts.get(ANSWERED, 0)
        counts |= {NOT_TOLD: silent} if silent else {}
        _check(measure, counts)
    return [[*cell, dict(sorted(counts.items()))] for cell, counts in sorted(found.items())]


def _check(measure: Measure, counts: Mapping[str, int]) -> None:
    said = sum(count for name, count in counts.items() if name not in {ANSWERED, NOT_TOLD})
    if not KINDS[measure.rule["distribution"]["kind"]].is_several and said != counts.get(ANSWERED, 0):
        raise StaleTalliesError


def measures_beside(measure: Measure) -> list[Measure]:
    """Other figures about the same people that this question's answers are part of and that have tables."""
    question = measure.rule["distribution"]["question"]
    told = [other for other in counted_measures(measure.questionnaire) if not other.beside]
    return [other for other in told if question in other.questions and dict(other.base) == dict(measure.base)]


def withheld_with(samples: Iterable[tuple[Measure, list[list], Mapping]]) -> dict[str, list[str]]:
    """By dimension what those figures hide, weighed as they are. What one hides, no answer to the same question shows."""
    found: dict[str, set[str]] = defaultdict(set)
    for measure, cells, weighing in samples:
        groups = groups_in(cells)
        for dimension, rows in breakdowns(sample_of(measure, groups, weighing), groups, BY).items():
            found[dimension] |= {row.category for row in rows if row.share is None}
    return {dimension: sorted(names) for dimension, names in sorted(found.items())}
