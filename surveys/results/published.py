"""Which figures of the plan are published; answers to single questions are for no indicator and in neither list."""

from surveys.enums import EstimateState
from surveys.models import Estimate, Wave


def published_in(wave: Wave) -> list[Estimate]:
    """The last published figure of each measure of a wave; answers to single questions are no measures."""
    rows = Estimate.objects.filter(wave=wave, state=EstimateState.PUBLISHED, indicator_number__isnull=False)
    return list(
        {row.measure: row for row in rows.select_related("wave__survey").order_by("measure", "decided_at")}.values()
    )


def published_indicators() -> list[int]:
    """Numbers of the indicators that published figures are for."""
    rows = Estimate.objects.filter(state=EstimateState.PUBLISHED, indicator_number__isnull=False)
    return sorted(set(rows.order_by().values_list("indicator_number", flat=True)))
