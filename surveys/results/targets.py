"""What a plan would ask for: from the half-width wanted, the venues, the last wave, and how many people live where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, pstdev

from surveys.enums import Dimension, Layer
from surveys.models import Margin, Wave
from surveys.planning import Ground, Need, allotted, half_width_of, needed
from surveys.queries import tally_of
from surveys.results.inputs import earlier_clusterings
from surveys.tallies import responses

FEWEST_PLACES = 8  # that tell how much venues differ in size


@dataclass(frozen=True)
class Suggestion:
    """``wanted``: by area and age, empty where no number will do; ``half_width``: in points, of the rounded plan."""

    need: Need
    ground: Ground
    wanted: Mapping[tuple[str, str], int]
    answers: int = 0
    half_width: float | None = None
    icc: float = 0.0
    is_known: bool = False  # from earlier waves, not from what is usual


def suggestion(
    wave: Wave, *, half_width: float, venues: int, share: float, areas: Sequence[str], ages: Sequence[str]
) -> Suggestion:
    """``half_width`` and ``share`` in per cent."""
    before = earlier_clusterings(wave)
    usual = Ground(share=share / 100)
    ground = Ground(share / 100, before[-1]["icc"] if before else usual.icc, _unevenness(wave) or usual.uneven)
    need = needed(half_width / 100, venues, ground)
    if need.answers is None:
        return Suggestion(need, ground, {}, icc=ground.icc, is_known=bool(before))
    wanted = allotted(need.answers, _people(Dimension.AREA, areas), _people(Dimension.AGE, ages))
    total = sum(wanted.values())
    return Suggestion(need, ground, wanted, total, 100 * half_width_of(total, venues, ground), ground.icc, bool(before))


def _people(dimension: Dimension, categories: Sequence[str]) -> dict[str, float]:
    """By the newest population; alike where it does not know them all."""
    margin = Margin.objects.filter(dimension=dimension).first()
    known = dict(margin.counts.values_list("category", "population")) if margin else {}
    is_whole = all(known.get(name) for name in categories)
    return {name: float(known[name]) if is_whole else 1.0 for name in categories}


def _unevenness(wave: Wave) -> float | None:
    """Standard deviation of the sizes of places by their mean, in the last wave that had enough of them."""
    last = Wave.objects.real().asked_as(wave).filter(survey=wave.survey, number__lt=wave.number).order_by("-number")
    if not (before := last.first()):
        return None
    sizes = [n for (place,), n in responses(tally_of(before, Layer.RAW), "place").items() if place]
    return pstdev(sizes) / mean(sizes) if len(sizes) >= FEWEST_PLACES else None
