"""An attacker who writes down everything public of a wave as linear equations, and asks what follows from them.

Unknown is how many of each cell (area, age, mode, tier) gave each answer under each measure. Every number that is shown
is an equation; the weights are given to the attacker too, though only those by one dimension can be known. An amount
is recovered when it is a linear combination of what is known.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from surveys.enums import Mode
from surveys.measures import Measure
from surveys.results.figures import groups_in, measure_in, sample_in
from surveys.results.sample import Sample
from surveys.results.weighed import sample_of
from surveys.tallies import Cell
from tests.surveys.results.waves import AGES, AREAS, CONTENT, MODES, OPINIONS, TIERS, Public

CELLS = [Cell(area, age, "", mode, tier) for area, age, mode, tier in itertools.product(AREAS, AGES, MODES, TIERS)]
PLAIN = ("yes", "no", "none")
ANSWERS = {"i50": PLAIN, "i50_channels": PLAIN, "i51_public": PLAIN, "opinion": OPINIONS}
TOLERANCE = 1e-6
FEW = 30

Amount = Mapping[tuple, float]  # unknown to how often it counts


def unknown(code: str) -> str:
    """Three measures are made of one question's answers."""
    return "opinion" if code.startswith("i52") else code


def outcomes(code: str, wanted: str) -> list[str]:
    """Answers that count as this outcome."""
    if unknown(code) != "opinion" or code == "i52_mean":
        return [name for name in ANSWERS[unknown(code)] if name == wanted]
    return [name for name, content in zip(OPINIONS, CONTENT, strict=True) if content == wanted]


def amount(code: str, wanted: Mapping[str, float], inside: Callable[[Cell], float] = lambda _: 1.0) -> Amount:
    """People with these outcomes (outcome to how much one counts) in cells (how much one there counts)."""
    found: Counter[tuple] = Counter()
    for cell in CELLS:
        for outcome, score in wanted.items():
            for answer in outcomes(code, outcome):
                found[cell, unknown(code), answer] += score * inside(cell)
    return found


def answered(unknown_of: str, wanted: Mapping[str, float], inside: Callable[[Cell], float] = lambda _: 1.0) -> Amount:
    """People with these single answers, each counted so much, in cells."""
    return {(cell, unknown_of, name): score * inside(cell) for cell in CELLS for name, score in wanted.items()}


def measure_as_share(measure: Measure) -> Measure:
    return replace(measure, rule={"one_of": {}})


def members(inside: Callable[[Cell], float] = lambda _: 1.0) -> Amount:
    return amount("i50", dict.fromkeys(PLAIN, 1.0), inside)


def among(dimension: str, category: str) -> Callable[[Cell], float]:
    return lambda cell: float(getattr(cell, dimension) == category)


class Attacker:
    def __init__(self, public: Public) -> None:
        self.equations: list[Amount] = []
        self.secrets: dict[str, Amount] = {}
        held = [Cell(*cell) for *cell, _ in public.samples["i50"]["raw_cells"]]
        # Categories in which nobody is are in no table; in which of their crossings somebody is, no table tells.
        self.cells = set(itertools.starmap(Cell, itertools.product(*map(set, zip(*held, strict=True)))))
        for cell in CELLS:  # everybody who was asked one question was asked the others
            whole = Counter({(cell, "i50", name): 1.0 for name in PLAIN})
            for code, answers in ANSWERS.items():
                self.equations.append(difference(whole, Counter({(cell, code, name): 1.0 for name in answers})))
        for result in public.page["results"]:
            self._read_figure(public, result)
        for code, (inputs, result) in public.questions.items():
            self._read_question(code, inputs, result)
        self._read_portraits(public.page["portraits"])
        self._read_method(public.page["method"])

    def _read_figure(self, public: Public, result) -> None:
        code = result.figure.measure
        proof = public.proofs[code]["result"]
        if result.figure.suppressed:
            self.equations.append(amount(code, dict.fromkeys(measure_in(public.samples[code]).scores, 1.0)))
            return
        self._read_share(public, code, result.figure)
        self._read_raw(public, code, result)
        if result.unweighted is not None:
            self.equations.append(amount(code, {"yes": 1.0}))
        for outcome, number in (("unclear", proof["unclear"]), ("none", proof["unanswered"])):
            self._know_total(amount(code, {outcome: 1.0}), number)
        for other in result.beside:
            if not other.suppressed:
                self._read_share(public, other.measure, other)
        self._read_tables(public, result)

    def _read_tables(self, public: Public, result) -> None:
        code = result.figure.measure
        for dimension, rows in result.tables.items():
            for _, row in rows:
                inside = among(dimension, row.category)
                if row.share is None:
                    self.secrets[f"{code} yes {row.category}"] = amount(code, {"yes": 1.0}, inside)
                else:
                    self._read_share(public, code, row.share, inside)

    def _read_share(self, public: Public, code: str, share, inside: Callable[[Cell], float] = lambda _: 1.0) -> None:
        """The number of answers, and that their weighted scores make the value."""
        measure = measure_in(public.samples[code])
        sample = sample_in(public.samples[code], groups_in(public.samples[code]["cells"]))
        self.equations.append(amount(code, dict.fromkeys(measure.scores, 1.0), inside))
        scale = 1.0 if code == "i52_mean" else 0.01
        deviations = {outcome: score - scale * share.value for outcome, score in measure.scores.items()}
        self.equations.append(amount(code, deviations, lambda cell: inside(cell) * sample.weight(cell)))

    def _read_raw(self, public: Public, code: str, result) -> None:
        """Before checks: the same people and the few who were left out, of whom nothing else is known."""
        inputs = public.samples[code]
        left_out = sum(sum(row[-1].values()) for row in inputs["raw_cells"])
        left_out -= sum(sum(row[-1].values()) for row in inputs["cells"])
        yes = _left_out(amount(code, {"yes": 1.0}))
        if 0 < left_out < FEW:
            self.secrets[f"{code} yes left out"] = yes
        if result.raw_n is not None or public.proofs[code]["result"].get("raw_n") is not None:
            self.equations.append(_left_out(amount(code, dict.fromkeys(measure_in(inputs).scores, 1.0))))
        if result.raw_value is not None:
            sample = sample_in(inputs, groups_in(inputs["raw_cells"]))
            deviations = {"yes": 1 - 0.01 * result.raw_value, "no": -0.01 * result.raw_value}
            among_all = amount(code, deviations, sample.weight)
            self.equations.append({**among_all, **_left_out(among_all)})

    def _read_question(self, code: str, inputs: dict, result: dict) -> None:
        """Each answer's share of all and of every group that is shown, the better side of a scale, and the bases."""
        if result["too_few"]:
            return
        measure = measure_in(inputs)
        weights = sample_of(measure_as_share(measure), groups_in(inputs["cells"]), inputs)
        self._read_answers(code, inputs, result, weights)
        for dimension, rows in result["tables"].items():
            for row in rows:
                inside = among(dimension, row["category"])
                if "answers" in row:
                    self._read_answers(code, inputs, row, weights, inside)
                    continue
                # What nobody said at all, nobody said here; that is no secret.
                for answer in [told["code"] for told in result["answers"] if told["value"]]:
                    secret = answered(code, {answer: 1.0}, inside)
                    self.secrets[f"{code} {answer} {row['category']}"] = secret

    def _read_answers(self, code: str, inputs: dict, told: dict, weights: Sample, inside=lambda _: 1.0) -> None:
        rule = inputs["measure"]["rule"]["distribution"]
        everybody = {name: 1.0 for name in rule["answers"] if name not in rule["ways_out"]}
        self.equations.append(answered(code, everybody, inside))
        for row in told["answers"]:
            self._read_part(code, everybody, [row["code"]], row["value"], weights, inside)
        if rule["positive"] and told["better"]["value"] is not None:
            self._read_part(code, everybody, rule["positive"], told["better"]["value"], weights, inside)

    def _read_part(self, code, base, chosen, value, weights, inside) -> None:
        deviations = {name: float(name in chosen) - value / 100 for name in base}
        self.equations.append(answered(code, deviations, lambda cell: inside(cell) * weights.weight(cell)))

    def _know_total(self, total: Amount, number: int) -> None:
        """What is nought altogether is nought in every part."""
        self.equations += [total] if number else [{name: 1.0} for name in total]

    def _read_portraits(self, portraits) -> None:
        for dimension, rows in portraits.items():
            for _, row in rows:
                held = members(among(dimension, row.category))
                if row.n is None:
                    self.secrets[f"people {row.category}"] = held
                else:
                    self.equations.append(held)
                    self.equations.append(members())  # from the share

    def _read_method(self, method) -> None:
        """Who came in by which mode, and how many answers there were before some were left out."""
        modes = {str(Mode(mode).label): mode for mode in MODES}
        for label, number in method["modes"]:
            held = members(among("mode", modes[str(label)]))
            if number is None:
                self.secrets[f"people {label}"] = held
            else:
                self.equations.append(held)

    def recovered(self) -> list[str]:
        """The secrets that follow from what is known."""
        named = {name for row in (*self.equations, *self.secrets.values()) for name in row}
        names = sorted((name for name in named if name[0] in self.cells), key=repr)
        place = {name: column for column, name in enumerate(names)}
        steps = eliminated(np.array([vector(row, place) for row in self.equations]))
        return [name for name, row in self.secrets.items() if follows(vector(row, place), steps)]


def _left_out(of: Amount) -> Amount:
    """The same of those who were left out."""
    return {(cell, f"{code} left out", answer): value for (cell, code, answer), value in of.items()}


def vector(row: Amount, place: Mapping[tuple, int]) -> np.ndarray:
    found = np.zeros(len(place))
    for name, value in row.items():
        if name in place:
            found[place[name]] = value
    return found / (np.abs(found).max() or 1.0)


def eliminated(rows: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """Gauss, the largest entry first; by hand, as threads of a library for algebra wait for each other on a busy machine."""
    steps = []
    while True:
        row, column = np.unravel_index(np.abs(rows).argmax(), rows.shape)
        if abs(rows[row, column]) < TOLERANCE:
            return steps
        pivot = rows[row] / rows[row, column]
        steps.append((int(column), pivot))
        rows = rows - np.outer(rows[:, column], pivot)


def follows(secret: np.ndarray, steps: list[tuple[int, np.ndarray]]) -> bool:
    for column, pivot in steps:
        secret = secret - secret[column] * pivot
    return bool(np.abs(secret).max() < TOLERANCE)


def difference(one: Amount, other: Amount) -> Amount:
    found = Counter(one)
    found.subtract(other)
    return {name: value for name, value in found.items() if value}
