"""Published figures against what the ledger says of them."""

from collections.abc import Iterator

from portal.ledger.queries import altered
from portal.procedure.digests import digest_of
from surveys.enums import EstimateState
from surveys.models import Estimate


def altered_rows() -> Iterator[tuple[str, str]]:
    yield from ((key, "record") for key in altered_estimates())


def altered_estimates() -> Iterator[str]:
    """Published figures that do not say what the ledger says of them: nobody changed them through this portal."""
    return altered(Estimate.objects.filter(state=EstimateState.PUBLISHED).order_by("pk"), _signed)


def _signed(estimate: Estimate) -> dict[str, str]:
    return {
        "state": estimate.state,
        "measure": estimate.measure,
        "inputs": digest_of(estimate.inputs),
        "result": digest_of(estimate.result),
    }
