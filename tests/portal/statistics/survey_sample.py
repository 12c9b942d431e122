"""Eight people in two areas, small enough to work out by hand, and how to ask about them."""

from pathlib import Path
from typing import Any

from .casebook import answer

COLUMNS: dict[str, list[Any]] = {
    "id": [1, 2, 3, 4, 5, 6, 7, 8],
    "area": ["A", "A", "A", "B", "B", "B", "", "A"],
    "sex": ["f", "m", "f", "m", "f", "m", "f", "m"],
    "wave": ["1", "1", "1", "1", "2", "2", "2", "2"],
    "sorts": ["yes", "no", "yes", "no", "", "yes", "yes", "99"],
    "score": [1, 2, 3, 4, 5, 6, 7, 99],
    "size": [1, 1, 2, 2, 1, 1, 2, ""],
    "w": [1, 2, 1, 2, 1, 2, 1, 2],
}


def ask(folder: Path, *requests: dict[str, Any], margins: Any = (), columns: Any = None, **description: Any) -> Any:
    """Entry of a case with these requests; an id is made up where none matters."""
    named = [{"id": f"q{place}", **request} for place, request in enumerate(requests)]
    case = {"kind": "survey", "missing_codes": [99], "confidence": 0.95, "requests": named} | description
    return answer(folder, columns or COLUMNS, case, margins)


def estimates(folder: Path, *requests: dict[str, Any], **description: Any) -> Any:
    found = ask(folder, *requests, **description)
    assert found["status"] == "ok", found
    return found["estimates"]


SCORE = {"type": "mean", "variable": "score"}
SORTS = {"type": "proportion", "variable": "sorts", "categories": ["yes"]}
WAVES = {"column": "wave", "values": ["1", "2"], "samples": "independent"}
