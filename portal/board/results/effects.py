"""What a figure would change: for who enters it, and for the second person who publishes it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.board.figures.seals import SEAL
from portal.board.models import Observation
from portal.board.queries import standing_by_indicator
from portal.board.results.rows import row_of
from portal.board.results.words import figure_words, period_words
from portal.board.targets.bounds import is_jump
from portal.board.targets.periods import Period
from portal.ledger.models import Entry
from portal.procedure.digests import digest_of


@dataclass(frozen=True)
class Movements:
    """What changed under a figure since it was entered: words for who approves, `key` names just these changes."""

    words: Sequence[str] = ()
    key: str = ""

    def __bool__(self) -> bool:
        return bool(self.key)


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


def movements_since(observation: Observation) -> Movements:
    """Figures of the same indicator and hand that were published since, and changes of its row of the plan."""
    indicator, since = observation.indicator, observation.entered_at
    later = (
        Observation.objects.published().filter(indicator=indicator, approved_at__gt=since).exclude(pk=observation.pk)
    )
    figures = [held for held in later.order_by("pk") if held.is_from_outside == observation.is_from_outside]
    for held in figures:
        held.indicator = indicator
    row = f"indicator:{indicator.plan.code}/{indicator.number}"
    seals = (
        Entry.objects.filter(action=SEAL, recorded_at__gt=since).order_by("sequence").values_list("sequence", "after")
    )
    rows = [sequence for sequence, after in seals if row in after["rows"]]
    words = [
        _("%(figure)s was published for %(period)s") % {"figure": figure_words(held), "period": period_words(held.when)}
        for held in figures
    ]
    words += [_("The plan's row of this indicator was changed")] if rows else []
    key = digest_of([*(held.content_hash for held in figures), *map(str, rows)]) if words else ""
    return Movements(words, key)


def change_of(value: Decimal | None, before: Observation | None) -> Decimal | None:
    return None if value is None or before is None or before.value is None else value - before.value


def _is_replaced(held: Observation, by: Observation) -> bool:
    return held.pk == by.pk or (held.period == by.period and held.is_from_outside == by.is_from_outside)
