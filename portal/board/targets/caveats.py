"""What must be known of a survey's figure before it is used, read from what it was frozen with."""

from collections.abc import Mapping
from typing import Any

from portal.board.enums import Caveat

INVITED_ALONE = ["invited"]


def caveats_of(inputs: Mapping[str, Any], result: Mapping[str, Any]) -> list[Caveat]:
    """None of a figure that no survey made. Without a word of who was asked, all who chose to answer are in it."""
    estimate = inputs.get("estimate")
    if estimate is None:
        return []
    found = [Caveat.VOLUNTARY] if list(estimate.get("tiers", ())) != INVITED_ALONE else []
    method = result.get("exact", {}).get("weighting", {}).get("method")
    return found + ([Caveat.UNWEIGHTED] if method == "none" else [])
