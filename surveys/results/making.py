"""From frozen inputs to a result, whatever kind of figure it is."""

from collections.abc import Mapping

from surveys.measures import Quantity
from surveys.results import figures
from surveys.results.distribution import distribution


def result_of(inputs: Mapping) -> dict:
    """The figure that these inputs give; made from them and nothing else."""
    measure = figures.measure_in(inputs)
    if measure.quantity == Quantity.DISTRIBUTION:
        return distribution(measure, figures.groups_in(inputs["cells"]), inputs)
    return figures.result(inputs)


def is_suppressed(result: Mapping) -> bool:
    """Too few to say anything."""
    return result.get("too_few", result["value"] is None)
