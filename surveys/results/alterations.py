"""Published figures against what the ledger says of them."""

from collections.abc import Iterator

from portal.ledger.queries import altered
from surveys.enums import EstimateState
from surveys.models import Estimate
from surveys.results.figures import digest


def altered_rows() -> Iterator[tuple[str, str]]:
    yield from ((key, "record") for key in altered_estimates())


def altered_estimates() -> Iterator[str]:
    """Published figures that do not say what the ledger says of them: nobody changed them through this portal."""
    return altered(Estimate.objects.filter(state=EstimateState.PUBLISHED).order_by("pk"), _signed)


def _signed(estimate: Estimate) -> dict[str, str]:
    return {
        "state": estimate.state,
        "measure": estimate.measure,
        "inputs": digest(estimate.inputs),
        "result": digest(estimate.result),
    }
