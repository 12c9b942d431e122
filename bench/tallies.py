"""Estimates from tallies: their time must not grow with the answers."""

import os
import random
import tempfile
import time
from functools import partial
from itertools import product

import django

ANSWERS = (10_000, 100_000, 1_000_000)
AREAS, AGES = [f"area{n}" for n in range(8)], ["a18_29", "a30_44", "a45_59", "a60"]
MODES = [("own_phone", "place"), ("own_phone", "open"), ("assisted", "assisted"), ("telephone", "open")]
PLACES = 5  # to an area
FLAT = 1.5


def inputs(answers: int) -> dict:
    """What a figure is frozen with: every cell filled, each by five places, as in a survey of the whole district."""
    from surveys.results.classification import measures  # noqa: PLC0415 - Django is set up by then
    from surveys.results.inputs import plain  # noqa: PLC0415

    chance = random.Random(answers)
    each = answers // (len(AREAS) * len(AGES) * len(MODES) * PLACES)
    cells = []
    for area in AREAS:
        for age in AGES:
            for (mode, tier), place in product(MODES, range(PLACES)):
                yes = round(each * chance.uniform(0.85, 0.95))
                cells.append([area, age, "", mode, tier, f"{area}{place}", {"no": each - yes, "yes": yes}])
    margins = [
        {"dimension": "area", "population": {name: 60_000 + 1_000 * place for place, name in enumerate(AREAS)}},
        {"dimension": "age", "population": dict(zip(AGES, (125_000, 150_000, 140_000, 93_000), strict=True))},
    ]
    clustering = {"icc": 0.05, "is_few": False, "kept": None}
    shared = {"clustering": clustering, "measure": plain(measures()["i52"]), "target": 90.0, "margins": margins}
    return shared | {"cells": cells, "raw_cells": cells}


def seconds(work, times: int = 15) -> float:
    """The quickest of some tries: what the work costs when nobody disturbs."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def report() -> None:
    """Print both; needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("PORTAL_VAR_DIR", tempfile.mkdtemp(prefix="portal-tallies-"))
    django.setup()
    from surveys.results.figures import result  # noqa: PLC0415

    times = {answers: seconds(partial(result, inputs(answers))) for answers in ANSWERS}
    told = ", ".join(f"{1000 * took:.1f} ms of {answers:,} answers" for answers, took in times.items())
    grown = max(times.values()) / min(times.values())
    print(f"a weighted estimate from tallies: {told}; {grown:.2f} times; wanted: at most {FLAT}")


if __name__ == "__main__":
    report()
