"""Writes small cases for tests: rows, margins and a description become a case folder."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from portal.statistics.cases import run_case

Columns = Mapping[str, Sequence[Any]]


def write_case(folder: Path, columns: Columns, description: Mapping[str, Any], margins: Sequence[Any] = ()) -> Path:
    """A case folder; ``margins`` are rows of variable, category, population and perhaps wave."""
    folder.mkdir(exist_ok=True)
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    if margins:
        with (folder / "margins.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["variable", "category", "population", "wave"][: len(margins[0])], *margins])
    (folder / "design.json").write_text(json.dumps(description), encoding="utf-8")
    return folder


def answer(folder: Path, columns: Columns, description: Mapping[str, Any], margins: Sequence[Any] = ()) -> Any:
    """What the package says to such a case."""
    return json.loads(json.dumps(run_case(write_case(folder, columns, description, margins)), allow_nan=False))
