"""What a figure would change: for who enters it, and for the second person who publishes it."""

import datetime as dt
from decimal import Decimal

from portal.board.models import Observation
from portal.board.queries import standing_by_indicator
from portal.board.results.rows import row_of
from portal.board.targets.bounds import is_jump
from portal.board.targets.periods import Period


def before_of(observations: list[Observation], period: Period, *, is_outside: bool) -> Observation | None:
    """The figure of the same kind of period before it: last year's, or the last quarter's."""
    earlier = [
        held
        for held in observations
        if held.value is not None
        and held.is_from_outside == is_outside
        and held.when.kind == period.kind
        and held.when.place < period.place
    ]
    return max(earlier, key=lambda held: held.when.place, default=None)


def effect_of(observation: Observation, today: dt.date) -> dict:
    """`row`: the board with it; `present`: the board without; `before`, `change`, `is_jump`: beside the last figure."""
    indicator = observation.indicator
    standing = list(standing_by_indicator([indicator])[indicator.pk])
    others = [held for held in standing if not _is_replaced(held, observation)]
    before = before_of(others, observation.when, is_outside=observation.is_from_outside)
    return {
        "row": row_of(indicator, [*others, observation], today),
        "present": row_of(indicator, standing, today),
        "before": before,
        "change": change_of(observation.value, before),
        "is_jump": before is not None
        and observation.value is not None
        and is_jump(observation.value, before.value, indicator.unit),
    }


def change_of(value: Decimal | None, before: Observation | None) -> Decimal | None:
    return None if value is None or before is None or before.value is None else value - before.value


def _is_replaced(held: Observation, by: Observation) -> bool:
    return held.pk == by.pk or (held.period == by.period and held.is_from_outside == by.is_from_outside)
