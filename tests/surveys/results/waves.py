"""A wave as it might have been answered, and all that anyone may then read of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from portal.board.figures.contents import proof_of
from portal.board.models import Observation
from surveys.enums import EstimateState
from surveys.models import Estimate, Survey, Wave
from surveys.results.classification import measures
from surveys.results.figures import result
from surveys.results.indicators import survey_estimate
from surveys.results.inputs import plain
from surveys.results.making import result_of
from surveys.results.pages import results_of
from surveys.results.questions import withheld_with
from surveys.tallies import Cell
from tests.factories.surveys import NOW

AREAS = ("hongmei", "lanling", "chashan", "qinglong")
AGES = ("a18_29", "a30_44", "a60")
MODES = ("own_phone", "paper")
TIERS = ("place",)
MINOR = "a14_17"
MAINS = ("i50", "i51_public", "i52")
MEASURES = (*MAINS, "i50_channels", "i52_with_unclear", "i52_mean")
OPINIONS = ("satisfied", "fairly_satisfied", "rather_dissatisfied", "dissatisfied", "unclear", "none")
# Question: the measure whose inputs hold its single answers, the answers, the better ones, the ways out.
QUESTIONS = {
    "opinion": ("i52_mean", list(OPINIONS[:5]), list(OPINIONS[:2]), ["unclear"]),
    "i51_public": ("i51_public", ["yes", "no"], [], []),
    "i50_channels": ("i50_channels", ["yes", "no"], [], []),
}
# Figures with tables that are made of the same answers.
BESIDE = {"opinion": ["i52"], "i51_public": ["i51_public"], "i50_channels": ["i50"]}
CONTENT = ("yes", "yes", "no", "no", "unclear", "none")


@dataclass(frozen=True)
class Person:
    cell: Cell
    said: tuple[tuple[str, str], ...]  # measure and what the answer counts as
    is_left_out: bool


@dataclass
class Public:
    """What the results page and the board's file show."""

    page: dict
    proofs: dict[str, dict]
    samples: dict[str, dict] = field(default_factory=dict)  # inputs by measure, for the weights
    questions: dict[str, tuple[dict, dict]] = field(default_factory=dict)  # inputs and result by what is unknown of it


def person(
    chance: Random, area: str, ages: tuple[str, ...], moods: tuple[int, ...], *, left_out: bool = False
) -> Person:
    opinion = chance.choices(OPINIONS, moods)[0]
    reached, knows = chance.random() < 0.8, chance.random() < 0.7
    said = {
        "i50": "yes" if reached and knows else "no",
        "i50_channels": "yes" if reached else "no",
        "i51_public": chance.choices(("yes", "no", "none"), (8, 3, moods[-1]))[0],
        "i52": CONTENT[OPINIONS.index(opinion)],
        "i52_with_unclear": CONTENT[OPINIONS.index(opinion)],
        "i52_mean": opinion,
    }
    cell = Cell(area, chance.choice(ages), "", chance.choices(MODES, (5, 1))[0], TIERS[0])
    return Person(cell, tuple(said.items()), left_out)


@dataclass(frozen=True)
class Crowd:
    """Adults in areas of any size, some minors, some answers that a person left out."""

    sizes: tuple[int, ...]
    ages: tuple[str, ...]
    moods: tuple[int, ...]  # how often each opinion comes up
    minors: int
    left_out: int
    chance: int

    def people(self) -> list[Person]:
        chance = Random(self.chance)
        homes = [area for area, size in zip(AREAS, self.sizes, strict=False) for _ in range(size)]
        found = [person(chance, area, self.ages, self.moods) for area in homes]
        found += [person(chance, AREAS[0], (MINOR,), self.moods) for _ in range(self.minors)]
        return found + [person(chance, AREAS[1], self.ages, self.moods, left_out=True) for _ in range(self.left_out)]


CROWDS = st.builds(
    Crowd,
    sizes=st.lists(st.integers(1, 70), min_size=2, max_size=len(AREAS)).map(tuple),
    ages=st.sampled_from([AGES, AGES[:2], AGES[:1]]),
    moods=st.sampled_from([(5, 3, 2, 1, 0, 0), (5, 3, 2, 1, 1, 0), (5, 3, 2, 1, 1, 1)]),
    minors=st.integers(0, 12),
    left_out=st.integers(0, 4),
    chance=st.integers(0, 1000),
)


@st.composite
def populations(draw) -> list[dict]:
    """None known, or by area, by age, or by both."""
    known = draw(st.sampled_from([(), ("area",), ("age",), ("area", "age")]))
    names = {"area": AREAS, "age": AGES}
    number = st.integers(1_000, 90_000)
    return [
        {
            "dimension": by,
            "source": "x",
            "on": "2020-11-01",
            "proxy_for": "",
            "population": {name: draw(number) for name in names[by]},
        }
        for by in known
    ]


def inputs_of(code: str, people: list[Person], margins: list[dict]) -> dict:
    """As `frozen_inputs` makes them; a margin's categories that nobody is in are left out of it."""
    measure = measures()[code]
    cleaned = [one for one in people if not one.is_left_out]
    adults = [one for one in cleaned if one.cell.age != MINOR]
    present = {by: {getattr(one.cell, by) for one in adults} for by in ("area", "age")}
    met = [
        margin
        | {"population": {name: n for name, n in margin["population"].items() if name in present[margin["dimension"]]}}
        for margin in margins
    ]
    return {
        "format": 4,
        "clustering": {"icc": 0.02, "is_few": False, "kept": None},
        "measure": plain(measure),
        "target": 90.0,
        "period": "2026-11-23/2026-12-24",
        "wave": "w",
        "questionnaire": "h",
        "cells": cells_of(code, adults),
        "raw_cells": cells_of(code, [one for one in people if one.cell.age != MINOR]),
        "apart_cells": cells_of(code, [one for one in cleaned if one.cell.age == MINOR]) if measure.apart else [],
        "margins": met,
        "responses": {"raw": len(people), "cleaned": len(cleaned)},
        "modes": dict(sorted(Counter(one.cell.mode for one in cleaned).items())),
        "flags": {"excluded": len(people) - len(cleaned)},
    }


def cells_of(code: str, people: list[Person]) -> list[list]:
    found: dict[Cell, Counter[str]] = defaultdict(Counter)
    for one in people:
        found[one.cell][dict(one.said)[code]] += 1
    return [[*cell, dict(sorted(counts.items()))] for cell, counts in sorted(found.items())]


def published(people: list[Person], margins: list[dict]) -> Public:
    wave = Wave(survey=Survey(slug="resident", title="居民调查"), number=1)
    rows = {code: _estimate(wave, inputs_of(code, people, margins)) for code in MEASURES}
    proofs = {code: _proof(rows[code].inputs) for code in MAINS}
    labels = {by: {} for by in ("area", "age", "group", "mode", "tier")}
    samples = {code: row.inputs for code, row in rows.items()}
    questions = {code: _question(code, people, samples) for code in QUESTIONS}
    return Public(results_of(rows, {}, labels), proofs, samples, questions)


def _question(code: str, people: list[Person], samples: dict[str, dict]) -> tuple[dict, dict]:
    """The closed question that a measure is made of, as it is frozen and as everybody may read it."""
    source, answers, positive, ways_out = QUESTIONS[code]
    kind = "satisfaction" if positive else "single"
    rule = {"question": code, "kind": kind, "dimension": "", "answers": answers, "ways_out": ways_out}
    measure = samples[source]["measure"] | {
        "code": f"q.{code}",
        "rule": {"distribution": rule | {"positive": positive, "wording": ""}},
    }
    rows = [[*cell, question_counts(counts)] for *cell, counts in samples[source]["cells"]]
    told = [(measures()[main], samples[main]["cells"], samples[main]) for main in BESIDE[code]]
    inputs = {"measure": measure, "cells": rows}
    inputs |= {name: samples[source][name] for name in ("margins", "clustering")}
    inputs["withheld"] = withheld_with(told)
    return inputs, result_of(inputs)


def question_counts(counts: dict[str, int]) -> dict[str, int]:
    answered = sum(number for name, number in counts.items() if name != "none")
    return counts | {"answered": answered}


def _estimate(wave: Wave, inputs: dict) -> Estimate:
    found = result(inputs)
    return Estimate(
        wave=wave,
        measure=inputs["measure"]["code"],
        formula_version=inputs["measure"]["version"],
        inputs=inputs,
        result=found,
        suppressed=found["value"] is None,
        verdict=found["verdict"],
        state=EstimateState.PUBLISHED,
        decided_at=NOW,
    )


def _proof(inputs: dict) -> dict:
    frozen = {"survey": "x", "url": "/", "estimate": inputs}
    found = survey_estimate({"inputs": frozen})
    held = Observation(period="2026-Q4", inputs=frozen, result=found, is_too_few=found["too_few"])
    return proof_of(held)["content"]
