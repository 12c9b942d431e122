"""Of whom a figure speaks: what a survey's measure asks, or what was said when a figure was entered."""

from collections.abc import Mapping
from typing import Any

# The answers of a survey of organisations, and the parts of a figure that puts several together.
KINDS = {"government": "government", "enterprise": "enterprises", "institution": "enterprises", "ngo": "organisations"}
PARTS = {**KINDS, "public": "public", "enterprises": "enterprises", "ngos": "organisations"}
RESIDENTS = "resident"


def groups_of(inputs: Mapping[str, Any]) -> list[str]:
    """The groups in a figure's frozen inputs, sorted; none where nothing tells."""
    if "groups" in inputs:
        return sorted(inputs["groups"])
    measure = inputs.get("estimate", {}).get("measure", {})
    if combined := measure.get("rule", {}).get("combine"):
        return sorted({PARTS[part] for name in combined if (part := name.rpartition("_")[2]) in PARTS})
    if kinds := (measure.get("base") or {}).get("group"):
        return sorted({KINDS[kind] for kind in kinds if kind in KINDS})
    return ["public"] if measure.get("questionnaire") == RESIDENTS else []
