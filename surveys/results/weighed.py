"""Which rule a figure is made by: as its inputs were frozen."""

from collections.abc import Mapping, Sequence

from surveys.measures import Measure
from surveys.results.drawn import DrawnSample
from surveys.results.placed import PlacedSample
from surveys.results.sample import Group, Sample


def sample_of(measure: Measure, groups: Sequence[Group], inputs: Mapping) -> Sample:
    """By the design of a drawn sample, by place, or as it was before places were counted."""
    if design := inputs.get("design"):
        return DrawnSample(measure, groups, design)
    margins, clustering = inputs.get("margins", ()), inputs.get("clustering")
    return PlacedSample(measure, groups, margins, clustering) if clustering else Sample(measure, groups, margins)
