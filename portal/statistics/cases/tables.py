"""Reading a table of answers: a column is asked for by name, as categories or as numbers."""

import csv
from pathlib import Path
from typing import Protocol

import numpy as np

from portal.statistics.arrays import MISSING, Floats
from portal.statistics.errors import InvalidInputError
from portal.statistics.margins import Factor


class Table(Protocol):
    """A table with ``n`` rows; an empty field is no value."""

    n: int

    def factor(self, name: str) -> Factor:
        """The column as categories; InvalidInputError if there is no such column."""

    def numbers(self, name: str) -> Floats | None:
        """The column (n,) as numbers, NaN where empty, or None if some field is no plain number."""


class TextTable:
    """A table of texts, read with the csv module."""

    def __init__(self, path: Path) -> None:
        """Read the file; InvalidInputError if a row has another number of fields than the header."""
        with path.open(encoding="utf-8-sig", newline="") as lines:
            header, *rows = [row for row in csv.reader(lines) if row] or [[]]
        if any(len(row) != len(header) for row in rows):
            message = f"A row of {path.name} has another number of fields than its header."
            raise InvalidInputError(message)
        self.n = len(rows)
        self._columns = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(header, ())

    def factor(self, name: str) -> Factor:
        """See Table."""
        texts = self.texts(name)
        labels = sorted(set(texts) - {""})
        places = {label: place for place, label in enumerate(labels)} | {"": MISSING}
        return Factor(np.array([places[text] for text in texts], dtype=np.intp), tuple(labels))

    def numbers(self, name: str) -> Floats | None:
        """See Table."""
        texts = self.texts(name)
        try:
            numbers = np.array([float(text or "nan") for text in texts], dtype=np.float64)
        except ValueError:
            return None
        return numbers if np.count_nonzero(~np.isfinite(numbers)) == texts.count("") else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The column as it is written."""
        if name not in self._columns:
            message = f"There is no column {name!r}."
            raise InvalidInputError(message)
        return self._columns[name]
