"""How sure a published figure is, as numbers to be put in words: places, effective answers, what would tip the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.enums import Verdict
from surveys.results.comparison import differing
from surveys.results.figures import measure_in
from surveys.results.placed import PlacedSample
from surveys.results.sample import Group

FEW = 8  # units that leave a variance unsure
LEAST_POINTS = 0.05  # what rounds to nought tips nothing


@dataclass(frozen=True)
class Certainty:
    """``effective``: answers of people picked one by one that say as much; ``differing``: labels of areas, None: not compared."""

    places: int
    n: int
    effective: float
    deff: float
    is_few: bool
    tipping: "Tipping | None" = None
    differing: Sequence[str] | None = None
    clusters: int = 0  # of a drawn sample


@dataclass(frozen=True)
class Tipping:
    """By how many points the share of those who did not answer would have to differ before the verdict changes."""

    points: float
    is_lower: bool  # they would have to have less; else more, for a target that is missed


def certainty(
    inputs: Mapping, result: Mapping, sample: PlacedSample, groups: Sequence[Group], areas: Mapping[str, str]
) -> Certainty:
    """``areas``: those whose figures are shown, code to words in the order of the list."""
    places = {group.cell.place for group in groups if group.cell.place}
    found = differing(sample, groups, "area", areas) if len(areas) > 1 else None
    return Certainty(
        len(places),
        result["n"],
        result["n_effective"],
        result["deff"],
        inputs["clustering"]["is_few"],
        tipping(inputs, result),
        None if found is None else [areas[code] for code in found],
    )


def drawn_certainty(inputs: Mapping, result: Mapping, clusters: int) -> Certainty | None:
    """Of a sample that was drawn: units of its first stage in place of places."""
    if not result["n_effective"] or not result["deff"]:
        return None
    found = tipping(inputs, result)
    return Certainty(0, result["n"], result["n_effective"], result["deff"], clusters < FEW, found, clusters=clusters)


def tipping(inputs: Mapping, result: Mapping) -> Tipping | None:
    """None without a target. What the verdict rests on, the value or the lower end of its interval, against the target.

    Of a population of which a part f answered, the whole has the value v where those who did not answer lie d below when
    it is v - (1 - f) d; so d = (v - target) / (1 - f). Without a known population nobody counts as having answered.
    """
    target = inputs["target"]
    if target is None or result["value"] is None:
        return None
    rests_on = result["low"] if result["verdict"] == Verdict.LOWER_BOUND_MEETS else result["value"]
    points = (rests_on - target) / (1 - answered_part(inputs, result["n"]))
    return Tipping(abs(points), points >= 0) if abs(points) >= LEAST_POINTS else Tipping(0.0, points >= 0)


def answered_part(inputs: Mapping, n: int) -> float:
    """Of the people whom the figure is about, how many answered, as far as their number is known."""
    wanted = measure_in(inputs).margins
    people = [sum(margin["population"].values()) for margin in inputs["margins"] if margin["dimension"] in wanted]
    return min(n / people[0], 0.99) if people and people[0] else 0.0


def shows_raw(inputs: Mapping, minimum: int) -> bool:
    """Whether the figure before checks may stand beside: of a few who were left out the difference would tell all."""
    counted, raw = (sum(sum(counts.values()) for *_, counts in inputs[name]) for name in ("cells", "raw_cells"))
    return raw == counted or raw - counted >= minimum
