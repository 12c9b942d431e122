"""What the board draws of the surveys: the main figure of each indicator that residents' answers make."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from portal.manifests import Drawn
from portal.numbers import one_place, plain_number
from surveys.queries import INVITED, PublishedEstimate, published_estimates
from surveys.results.certainty import shows_raw
from surveys.results.figures import result
from surveys.results.published import published_indicators

VERSIONS = 1000
FORMULA = "survey-estimate/"


def drawn(on: dt.date) -> Iterator[Drawn]:
    for number in published_indicators():
        yield from _drawn(number)


def _drawn(number: int) -> Iterator[Drawn]:
    """Alternatives stand beside it on the survey's own page. A survey's figure belongs to the day on which it closed."""
    for estimate in [found for found in published_estimates(number) if found.is_main][:1]:
        yield Drawn(
            number,
            dt.date.fromisoformat(estimate.period.rpartition("/")[2]),
            f"{FORMULA}{estimate.formula_version}",
            gettext_noop("Survey on this portal"),
            _method(estimate),
            inputs={"survey": estimate.survey_title, "url": estimate.url, "estimate": estimate.inputs},
        )


def _method(estimate: PublishedEstimate) -> str:
    """Whose answers the figure is made of; one from before that was frozen says it as it did."""
    if "tiers" not in estimate.inputs:
        return gettext_noop("Share of the answers that count, with its interval.")
    if "design" in estimate.inputs:
        return gettext_noop(
            "Share of the answers that a contractor collected, by the strata, clusters and weights of its sample."
        )
    if "clustering" in estimate.inputs:
        return _method_by_place(estimate)
    if estimate.tiers == (INVITED,):
        return gettext_noop("Share of the answers by invitation that count, and of no others, with its interval.")
    return gettext_noop(
        "Share of the answers that count, with its interval: all who chose to answer, by code, with help or on the open page."
    )


def _method_by_place(estimate: PublishedEstimate) -> str:
    if estimate.tiers == (INVITED,):
        return gettext_noop(
            "Share of the answers by invitation that count, and of no others; its interval knows that people of one place are alike."
        )
    return gettext_noop(
        "Share of the answers that count, of all who chose to answer; its interval knows that people of one place are alike."
    )


def survey_estimate(frozen: dict[str, Any]) -> dict[str, Any]:
    """Our own arithmetic over the frozen counts, written with one place."""
    inputs = frozen["inputs"]["estimate"]
    found = result(inputs)
    written = {name: None if found[name] is None else str(one_place(found[name])) for name in ("value", "low", "high")}
    return {
        **written,
        "n": found["n"],
        "too_few": found["value"] is None,
        "minimum_n": inputs["measure"]["minimum_n"],
        "level": plain_number(inputs["measure"]["level"] * 100),
        "unclear": found["unclear"],
        "unanswered": found["unanswered"],
        "raw_n": found["raw_n"] if _tells_raw(inputs) else None,
        "exact": found,
    }


def _tells_raw(inputs: dict[str, Any]) -> bool:
    """How many answers there were before checks, unless few were left out; figures from before places said it always."""
    return not {"clustering", "design"} & inputs.keys() or shows_raw(inputs, inputs["measure"]["minimum_n"])


FORMULAS = {f"{FORMULA}1": survey_estimate, f"{FORMULA}2": survey_estimate}
# The number is the measure's version; whichever it is, the arithmetic over its frozen rule is one.
FORMULAS = {f"{FORMULA}{version}": survey_estimate for version in range(1, VERSIONS)}
