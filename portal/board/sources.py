"""What the three jobs give the board: records frozen as they stood, and how to count them."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext_noop

from campaigns.quarters import Quarter
from campaigns.queries import altered_events, quarter_ledger
from cells.queries import altered_certificates, certified_count
from cells.results.alterations import altered_scores
from portal.board import proofs
from portal.board.enums import Measure
from portal.board.numbers import one_place, plain_number
from portal.board.periods import quarter_of
from surveys.queries import INVITED, PublishedEstimate, published_estimates
from surveys.results.alterations import altered_estimates
from surveys.results.figures import result as survey_result

CELLS, SURVEYED = 41, (50, 51, 52)
SURVEY = "survey-estimate/"

Formula = Callable[[dict], dict]


@dataclass(frozen=True)
class Drawn:
    number: int | None
    period: str
    formula: str
    source: str
    method: str
    measure: Measure = Measure.INDICATOR
    inputs: dict = field(default_factory=dict)
    counted: list = field(default_factory=list)
    excluded: list = field(default_factory=list)

    @property
    def frozen(self) -> dict:
        return {
            "formula": self.formula,
            "inputs": self.inputs,
            "counted": self.counted,
            "excluded": self.excluded,
        }


def all_drawn(on: dt.date) -> Iterator[Drawn]:
    yield certified(on)
    yield outreach(on)
    for number in SURVEYED:
        yield from surveyed(number)


def certified(on: dt.date) -> Drawn:
    found = certified_count(on)
    return Drawn(
        CELLS,
        str(quarter_of(on)),
        proofs.CERTIFIED,
        gettext_noop("Register of zero-waste cells on this portal"),
        gettext_noop(
            "Units whose certificate is valid on the day, of a type that the indicator counts, each unit once."
        ),
        counted=found.counted,
        excluded=found.excluded,
    )


def outreach(on: dt.date) -> Drawn:
    rows = [
        {
            "area": row.area.code,
            "quota": row.quota,
            "planned": row.planned,
            "held": row.held,
            "verified": row.verified,
        }
        for row in quarter_ledger(Quarter.of_day(on))
    ]
    return Drawn(
        None,
        str(quarter_of(on)),
        proofs.OUTREACH,
        gettext_noop("Outreach ledger of towns and subdistricts on this portal"),
        gettext_noop("Areas with at least as many verified events in the quarter as the plan asks for."),
        measure=Measure.OUTREACH,
        counted=rows,
    )


def surveyed(number: int) -> Iterator[Drawn]:
    """The main figure of the indicator's survey; alternatives stand beside it on the survey's own page."""
    for estimate in [found for found in published_estimates(number) if found.is_main][:1]:
        yield Drawn(
            number,
            _quarter_named(estimate.period),
            f"{SURVEY}{estimate.formula_version}",
            gettext_noop("Survey on this portal"),
            _method(estimate),
            inputs={"survey": estimate.survey_title, "url": estimate.url, "estimate": estimate.inputs},
        )


def _method(estimate: PublishedEstimate) -> str:
    """Whose answers the figure is made of; one from before that was frozen says it as it did."""
    if "tiers" not in estimate.inputs:
        return gettext_noop("Share of the answers that count, with its interval.")
    if estimate.tiers == (INVITED,):
        return gettext_noop("Share of the answers by invitation that count, and of no others, with its interval.")
    return gettext_noop(
        "Share of the answers that count, with its interval: all who chose to answer, by code, with help or on the open page."
    )


def survey_estimate(frozen: dict) -> dict:
    """The survey's own arithmetic over its frozen counts, written with one place."""
    inputs = frozen["inputs"]["estimate"]
    found = survey_result(inputs)
    written = {name: None if found[name] is None else str(one_place(found[name])) for name in ("value", "low", "high")}
    return {
        **written,
        "n": found["n"],
        "too_few": found["value"] is None,
        "minimum_n": inputs["measure"]["minimum_n"],
        "level": plain_number(inputs["measure"]["level"] * 100),
        "unclear": found["unclear"],
        "unanswered": found["unanswered"],
        "raw_n": found["raw_n"],
        "exact": found,
    }


def _quarter_named(period: str) -> str:
    """A survey runs from day to day; its figure belongs to the quarter in which it closed."""
    return str(quarter_of(dt.date.fromisoformat(period.rpartition("/")[2])))


def altered_records() -> Iterator[tuple[str, str]]:
    """Records that derived figures are made from and that differ from what the ledger says of them; and what of them."""
    for key in chain(altered_certificates(), altered_events(), altered_estimates()):
        yield key, "record"
    yield from altered_scores()


FORMULAS: dict[str, Formula] = {**proofs.FORMULAS, f"{SURVEY}1": survey_estimate, f"{SURVEY}2": survey_estimate}
