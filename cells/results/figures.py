"""What the board draws of the cells: how many units hold a valid certificate."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from cells.enums.units import Counting
from cells.queries import certified_count
from portal.manifests import Drawn

INDICATOR = 41
CERTIFIED = "certified-count/1"
METHODS = {
    Counting.UNIT: gettext_noop(
        "Units whose certificate is valid on the day, of a type that the indicator counts, each unit once: "
        "sites of one organisation count as one."
    ),
    Counting.SITE: gettext_noop(
        "Units whose certificate is valid on the day, of a type that the indicator counts: "
        "each site of an organisation with its own certificate counts."
    ),
}


def drawn(on: date) -> Iterator[Drawn]:
    found = certified_count(on)
    yield Drawn(
        INDICATOR,
        on,
        CERTIFIED,
        gettext_noop("Register of zero-waste cells on this portal"),
        METHODS[Counting.SITE if found.rules == [Counting.SITE] else Counting.UNIT],
        inputs={"counting": ", ".join(found.rules)},
        counted=found.counted,
        excluded=found.excluded,
    )


def counted(frozen: dict[str, Any]) -> dict[str, str]:
    return {"value": str(len(frozen["counted"]))}


FORMULAS = {CERTIFIED: counted}
