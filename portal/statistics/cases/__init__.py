"""Cases: a folder with responses.csv, margins.csv and design.json goes in, an entry of results.json comes out."""

import json
import math
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from portal.statistics.cases import reliability
from portal.statistics.cases.description import Description, frame_of
from portal.statistics.cases.large_tables import read_table
from portal.statistics.cases.responses import Responses
from portal.statistics.cases.surveys import SurveyRequests
from portal.statistics.errors import StatisticsError, UnsupportedError
from portal.statistics.frame import Frame, kish

SCHEMA_VERSION = 1
ENGINE = {"name": "portal.statistics", "version": "1"}

_MANY_ROWS = 100_000
_EVERY = 1000


def run(folders: Iterable[Path]) -> dict[str, Any]:
    """The content of results.json for case folders, or folders of them; a case that fails does not stop the others."""
    cases = {folder.name: run_case(folder) for parent in folders for folder in _case_folders(parent)}
    return {"schema_version": SCHEMA_VERSION, "engine": ENGINE, "cases": cases}


def run_case(folder: Path) -> dict[str, Any]:
    """Entry of one case: status ok with weights and estimates, error with code and message, or unsupported."""
    start = time.perf_counter()
    try:
        result = _answered(folder)
    except UnsupportedError as error:
        result = {"status": "unsupported", "error": {"code": error.code, "message": str(error)}}
    except StatisticsError as error:
        result = {"status": "error", "error": {"code": error.code, "message": str(error)}}
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a case, the next one must still be answered
        result = {"status": "error", "error": {"code": "INVALID_INPUT", "message": f"{type(error).__name__}: {error}"}}
    return result | {"seconds": round(time.perf_counter() - start, 3)}


def _case_folders(folder: Path) -> list[Path]:
    if (folder / "design.json").exists():
        return [folder]
    return sorted(path.parent for path in folder.glob("*/design.json"))


def _answered(folder: Path) -> dict[str, Any]:
    description: Description = json.loads((folder / "design.json").read_text(encoding="utf-8"))
    weighting = description.get("weighting") or {}
    responses = Responses(
        read_table(folder / "responses.csv"),
        description.get("missing_codes") or (),
        weighting.get("collapse") or {},
    )
    result: dict[str, Any] = {"status": "ok"}
    surveys = None
    if description.get("kind", "survey") == "survey":
        frame = frame_of(description, responses, folder / "margins.csv")
        surveys = SurveyRequests(frame, responses, description)
        result["weights"] = plain(_weights(frame))
    estimates: dict[str, Any] = {}
    for request in description.get("requests") or ():
        if surveys is None or request["type"] in reliability.TYPES:
            estimates |= reliability.answer(request, responses, description)
        else:
            estimates |= surveys.answer(request)
    return result | {"estimates": plain(estimates)}


def _weights(frame: Frame) -> dict[str, Any]:
    """All weights, or of a large sample those of rows 1, 1000, 2000, ... counted from 1; and what they come to."""
    weights, n_effective = frame.weights, kish(frame.weights)
    facts = {
        "sum": float(weights.sum()),
        "n_eff_kish": n_effective,
        "deff_kish": len(weights) / n_effective if n_effective else None,
    }
    if len(weights) < _MANY_ROWS:
        return {"values": weights.tolist()} | facts
    return {"row_values": [float(weights[0]), *weights[_EVERY - 1 :: _EVERY].tolist()]} | facts


def plain(value: Any) -> Any:
    """The value as JSON can hold it: numbers that are none become null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
