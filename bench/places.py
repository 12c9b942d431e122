"""Whether intervals hold what they promise when answers come from places: `python -m bench.places`.

Waves are made up with known truths (people of a place resemble each other: beta-binomial), laid down as tallies, and
asked by the portal's own functions: how often the interval of a share holds the truth, how often its lower end lies above
it, how often a change between two waves without any is called more than chance. docs/decisions/0019 keeps the table.

    python -m bench.places --waves 2000 --designs even mild    # some of it; without names all
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import django
import numpy as np

LOW, HIGH, MOST_ABOVE = 93.0, 98.0, 3.5
CALLED = (3.0, 6.0)
STAYS = (1.0, 0.0)  # part of the places that keep their character from wave to wave
ICCS, SHARES = (0.0, 0.02, 0.05, 0.1), (0.5, 0.8, 0.9, 0.95, 0.98)
ASKED = (0.5, 0.8, 0.95)  # of which changes are looked for
OTHERS = 7  # further questions of the wave, whose shares and correlations are drawn
KINDS, FIGURED = ("plain", "raked"), "told"  # without and with weights; the question whose answers the shares are
AGES = ("a18_29", "a30_44", "a45_59", "a60")
COME, LIVE = (0.15, 0.3, 0.25, 0.3), (0.25, 0.31, 0.25, 0.19)


@dataclass(frozen=True)
class Design:
    """Places by their number of answers, dealt out to areas in turn; ``alone``: answers without a place."""

    sizes: tuple[int, ...]
    areas: int
    alone: int = 0


DESIGNS = {
    "even": Design((25,) * 40, 8),
    "mild": Design((20, 25, 30, 40, 50, 60, 70, 80, 100, 120, 150, 180), 3),
    "wild": Design((5, 8, 10, 15, 20, 30, 40, 60, 90, 120, 200, 400), 3),
    "eight": Design((40, 60, 80, 100, 120, 150, 200, 250), 2),
    "alone": Design((25,) * 30, 8, 250),
}


@dataclass
class Hits:
    """What was counted of one cell of the table."""

    waves: int = 0
    held: int = 0
    above: int = 0
    width: float = 0.0

    def add(self, share, truth: float) -> None:
        self.waves += 1
        self.held += share.low <= 100 * truth <= share.high
        self.above += share.low > 100 * truth
        self.width += share.high - share.low

    @property
    def coverage(self) -> float:
        return 100 * self.held / self.waves

    @property
    def too_high(self) -> float:
        return 100 * self.above / self.waves

    def is_true(self) -> bool:
        """Within the promise, give or take what so many waves cannot tell (two standard errors)."""
        off, off_above = (200 * (p * (1 - p) / self.waves) ** 0.5 for p in (0.95, 0.03))
        slack, slack_above = (0.0, 0.0) if self.waves >= 2000 else (off, off_above)
        return LOW - slack <= self.coverage <= HIGH + slack and self.too_high <= MOST_ABOVE + slack_above

    def __str__(self) -> str:
        return f"{self.coverage:.1f}/{self.too_high:.1f}/{self.width / self.waves:.1f}"


@dataclass
class Wave:
    """Who came, and ``shares`` that are figured, each as one answer of a question with several."""

    design: Design
    icc: float
    shares: Sequence[float]
    chance: np.random.Generator

    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """(places,) answers, areas; each answer that stands alone is the last, a place of its own."""
        sizes = np.array((*self.design.sizes, *(1,) * self.design.alone))
        return sizes, np.arange(len(sizes)) % self.design.areas

    def questions(self) -> tuple[list[float], list[float]]:
        """Shares and ICCs: of those that are figured, then of the wave's others."""
        others = self.chance.uniform(0.3, 0.95, OTHERS), self.icc * self.chance.uniform(0.5, 1.5, OTHERS)
        return [*self.shares, *others[0]], [self.icc] * len(self.shares) + [*others[1]]

    def characters(self, shares: Sequence[float], iccs: Sequence[float]) -> np.ndarray:
        """(questions, places): the share that each place has of its own."""
        number = len(self.places()[0])
        return np.array([self._character(p, icc, number) for p, icc in zip(shares, iccs, strict=True)])

    def _character(self, p: float, icc: float, number: int) -> np.ndarray:
        if icc == 0:
            return np.full(number, p)
        a = (1 - icc) / icc
        return self.chance.beta(p * a, (1 - p) * a, number)

    def tally(self, characters: np.ndarray) -> dict:
        """What `fold_answers` would have counted of answers drawn from these characters."""
        by_age = self.chance.multinomial(self.places()[0], COME)
        yes = self.chance.binomial(by_age[None], characters[:, :, None]).reshape(len(characters), -1)
        rows = [by_age.ravel()] * (2 + len(yes)) + [*yes[: len(self.shares)], *yes]
        found: dict = {}
        for keys, row in zip(self.keys, rows, strict=True):
            for key, number in zip(keys, row.tolist(), strict=True):
                if number:  # cells of no place hold many who stand alone
                    found[key] = found.get(key, 0) + number
        return found

    @cached_property
    def keys(self) -> list[list]:
        """Of everybody, of who answered each question, of each answer: a key for each place and age."""
        from surveys.tallies import ANSWERED, RESPONSES, Cell, Key  # noqa: PLC0415 - Django is set up by then

        cells = [
            Cell(f"area{area}", age, "", "own_phone", "place", f"p{place}" if place < len(self.design.sizes) else "")
            for place, area in enumerate(self.places()[1])
            for age in AGES
        ]
        figured = f"question:{FIGURED}"
        about = [RESPONSES, (figured, ANSWERED), *((subject, ANSWERED) for subject in self.subjects)]
        about += [(figured, f"a{number}") for number in range(len(self.shares))]
        about += [(subject, "yes") for subject in self.subjects]
        return [[Key(subject, category, cell) for cell in cells] for subject, category in about]

    @property
    def subjects(self) -> list[str]:
        """The questions that tell together how much alike a place is."""
        return [f"question:q{number}" for number in range(len(self.shares) + OTHERS)]

    def samples(self, tally: dict, margins: list[dict], frozen: dict) -> Iterator[list]:
        """Without weights, with them: the portal's sample of each answer."""
        from surveys.results.classification import measures  # noqa: PLC0415 - Django is set up by then
        from surveys.results.distribution import figures_of  # noqa: PLC0415
        from surveys.results.figures import groups_in  # noqa: PLC0415
        from surveys.results.questions import question_cells  # noqa: PLC0415

        answers = [f"a{number}" for number in range(len(self.shares))]
        rule = {"question": FIGURED, "kind": "multiple", "dimension": "", "answers": answers}
        rule |= {"ways_out": [], "positive": [], "wording": ""}
        measure = replace(measures()["i52"], rule={"distribution": rule})
        groups = groups_in(question_cells(tally, measure, measure.base))
        for met in ((), margins):
            figures = figures_of(measure, groups, {"margins": met, "clustering": frozen})
            yield [figures[f"answer {answer}"].sample for answer in answers]


def populations(design: Design, chance: np.random.Generator) -> list[dict]:
    """Known by area and by age, unlike those who came."""
    lives = chance.uniform(0.5, 2, design.areas)
    by_area = {f"area{number}": float(part) for number, part in enumerate(1e6 * lives / lives.sum())}
    by_age = dict(zip(AGES, (1e6 * part for part in LIVE), strict=True))
    return [{"dimension": name, "population": of} for name, of in (("area", by_area), ("age", by_age))]


def shares(name: str, icc: float, waves: int, seed: int) -> dict[tuple, Hits]:
    """Cells of the table: (design, raked or not, ICC, share), and for even places those of one area of five."""
    from surveys.results.clustering import clustering  # noqa: PLC0415 - Django is set up by then

    wave, hits = Wave(DESIGNS[name], icc, SHARES, np.random.default_rng(seed)), {}
    margins = populations(wave.design, wave.chance)
    for _ in range(waves):
        tally = wave.tally(wave.characters(*wave.questions()))
        frozen = clustering(tally, wave.subjects)
        for kind, samples in zip(KINDS, wave.samples(tally, margins, frozen), strict=True):
            for truth, sample in zip(SHARES, samples, strict=True):
                hits.setdefault((name, kind, icc, truth), Hits()).add(sample.figure(), truth)
                if name == "even":
                    own = [group for group in sample.groups if group.cell.area == "area0"]
                    hits.setdefault(("one area of five", kind, icc, truth), Hits()).add(sample.figure(own), truth)
    return hits


def changes(name: str, icc: float, waves: int, seed: int) -> dict[tuple, float]:
    """How often a change that is none is called more than chance, in per cent, for each part of places that stay as they are."""
    from surveys.results.clustering import clustering, kept  # noqa: PLC0415 - Django is set up by then
    from surveys.results.comparison import change_by_place  # noqa: PLC0415

    wave, called = Wave(DESIGNS[name], icc, ASKED, np.random.default_rng(seed)), Counter()
    margins = populations(wave.design, wave.chance)
    for _ in range(waves):
        drawn = wave.questions()
        was, other = wave.characters(*drawn), wave.characters(*drawn)
        first = wave.tally(was)
        before = clustering(first, wave.subjects)
        earlier = list(wave.samples(first, margins, before))
        for stay in STAYS:
            second = wave.tally(np.where(wave.chance.random(was.shape) < stay, was, other))
            stays = kept(first, second, wave.subjects)
            frozen = clustering(second, wave.subjects, [{"wave": "1"} | before])
            for kind, *samples in zip(KINDS, earlier, wave.samples(second, margins, frozen), strict=True):
                for truth, one, two in zip(ASKED, *samples, strict=True):
                    found = change_by_place(one, two, stays)
                    called[name, kind, stay, icc, truth] += bool(found and found.is_sure)
    return {cell: 100 * number / waves for cell, number in called.items()}


def report(names: Sequence[str], iccs: Sequence[float], waves: int, what: Sequence[str], seed: int) -> list[str]:
    """Prints the table; returns the cells that do not hold."""
    wrong = []
    for name, icc in product(names, iccs):
        if "shares" in what:
            for cell, hits in shares(name, icc, waves, seed).items():
                wrong += told(cell, str(hits), is_true=hits.is_true())
        if "changes" in what:
            for cell, called in changes(name, icc, waves, seed).items():
                wrong += told(cell, f"{called:.1f}", is_true=CALLED[0] <= called <= CALLED[1])
    return wrong


def told(cell: tuple, found: str, *, is_true: bool) -> list[str]:
    print(*cell, found, "" if is_true else "WRONG", sep=" | ", flush=True)
    return [] if is_true else [f"{cell}: {found}"]


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--waves", type=int, default=2000)
    reader.add_argument("--designs", nargs="+", choices=list(DESIGNS), default=list(DESIGNS))
    reader.add_argument("--what", nargs="+", choices=["shares", "changes"], default=["shares", "changes"])
    reader.add_argument("--iccs", nargs="+", type=float, default=ICCS)
    reader.add_argument("--seed", type=int, default=19)
    asked = reader.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("PORTAL_VAR_DIR", tempfile.mkdtemp(prefix="portal-places-"))
    django.setup()
    wrong = report(asked.designs, asked.iccs, asked.waves, asked.what, asked.seed)
    print(*(wrong or ["every cell holds"]), sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
