"""The figure by area, mode or trust tier. A cell with too few answers is hidden, and one more with it where the
hidden one could be told from the rest."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from portal.statistics.disclosure import suppressed_keys
from surveys.measures import Measure, base_of
from surveys.results.classification import measure_subject
from surveys.results.figures import Share, share
from surveys.tallies import Key, categories


@dataclass(frozen=True)
class Row:
    category: str
    share: Share | None  # hidden


def breakdown(measure: Measure, counts: Mapping[Key, int], dimension: str) -> list[Row]:
    cells: dict[str, dict[Key, int]] = defaultdict(dict)
    for key, count in counts.items():
        cells[getattr(key.cell, dimension)][key] = count
    subject = measure_subject(measure)
    found = {name: categories(part, subject, measure.base) for name, part in cells.items()}
    sizes = {name: base_of(measure, part).n for name, part in found.items()}
    present = {name: size for name, size in sizes.items() if size}
    hidden = suppressed_keys(present, measure.minimum_n, complementary=True)
    return [Row(name, None if name in hidden else share(measure, found[name])) for name in sorted(present)]
