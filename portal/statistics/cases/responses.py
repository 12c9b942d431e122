"""The responses of a case: columns after missing codes and collapsed categories, as the requests want them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from portal.statistics.arrays import MISSING, Floats, combine
from portal.statistics.cases.tables import Table
from portal.statistics.errors import InvalidInputError
from portal.statistics.margins import Factor

Value: TypeAlias = str | float | bool


def text_of(value: Value) -> str:
    """A value of a description as it is written in a table: 1.0 and 1 are both ``1``."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def listed(value: Any) -> list[Any]:
    """What a description gives as a list, or alone where there is one thing."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set | dict) else [value]


class Responses:
    """Columns of a table with ``missing_codes`` taken out and categories collapsed."""

    def __init__(
        self,
        table: Table,
        missing_codes: Iterable[Value] | Value = (),
        collapse: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """``missing_codes`` mean "no answer" in every column; ``collapse``: column to category to new category."""
        self.n = table.n
        self._table = table
        self._missing = listed(missing_codes)
        self._collapse = collapse or {}
        self._factors: dict[str, Factor] = {}
        self._numbers: dict[str, Floats | None] = {}

    def written(self, name: str) -> Factor:
        """The column as it is written, for strata and clusters."""
        if name not in self._factors:
            factor = self._table.factor(name)
            self._factors[name] = relabelled(factor, self._collapse.get(name, {}))
        return self._factors[name]

    def factor(self, name: str, missing_codes: Iterable[Value] | None = None) -> Factor:
        """The column as categories without missing codes (the column's own list if one is given)."""
        factor = self.written(name)
        codes = self._missing if missing_codes is None else listed(missing_codes)
        wrong = [place for place, label in enumerate(factor.labels) if _is_missing(label, codes)]
        if not wrong:
            return factor
        return Factor(np.where(np.isin(factor.codes, wrong), MISSING, factor.codes), factor.labels)

    def crossing(self, names: Sequence[str]) -> Factor:
        """The crossing of columns, its categories joined by ``:``."""
        factors = [self.factor(name) for name in names]
        filled = np.logical_and.reduce([factor.codes != MISSING for factor in factors])
        if len(factors) == 1 or not filled.any():
            return Factor(np.where(filled, factors[0].codes, MISSING), factors[0].labels)
        found, patterns = combine([factor.codes[filled] for factor in factors])
        codes = np.full(self.n, MISSING, dtype=np.intp)
        codes[filled] = found
        labels = (":".join(f.labels[code] for f, code in zip(factors, row, strict=True)) for row in patterns)
        return Factor(codes, tuple(labels))

    def numbers(
        self,
        name: str,
        recode: Mapping[str, float] | None = None,
        missing_codes: Iterable[Value] | None = None,
    ) -> Floats:
        """The column (n,) as numbers, NaN for no answer.

        With ``recode`` a category is its number, and one that is not listed is no answer.  InvalidInputError for an
        answer that is no number.
        """
        codes = self._missing if missing_codes is None else listed(missing_codes)
        if recode is not None:
            return _looked_up(self.factor(name, codes), lambda label: recode.get(label, np.nan))
        if name not in self._numbers:
            self._numbers[name] = None if name in self._collapse else self._table.numbers(name)
        numbers = self._numbers[name]
        if numbers is None:
            return _looked_up(self.factor(name, codes), lambda label: _number(name, label))
        wrong = [value for value in map(_number_or_none, codes) if value is not None]
        return np.where(np.isin(numbers, wrong), np.nan, numbers) if wrong else numbers

    def chosen(
        self,
        name: str,
        categories: Iterable[Value] | Value,
        missing_codes: Iterable[Value] | None = None,
        *,
        separator: str | None = None,
    ) -> Floats:
        """1 where the answer is one of ``categories``, 0 where not, NaN for no answer (n,).

        With ``separator`` a field holds several options, and any of them counts.
        """
        wanted = {text_of(category) for category in listed(categories)}

        def value(label: str) -> float:
            options = [label] if separator is None else [option.strip() for option in label.split(separator)]
            return float(not wanted.isdisjoint(options))

        return _looked_up(self.factor(name, missing_codes), value)


def relabelled(factor: Factor, names: Mapping[str, str]) -> Factor:
    """The factor with categories renamed, those of the same new name joined."""
    if not names:
        return factor
    renamed = [text_of(names.get(label, label)) for label in factor.labels]
    labels = sorted(set(renamed))
    places = np.array([*(labels.index(label) for label in renamed), MISSING], dtype=np.intp)
    return Factor(places[factor.codes], tuple(labels))


def _looked_up(factor: Factor, value: Callable[[str], float]) -> Floats:
    present = set(np.unique(factor.codes).tolist())
    values = [value(label) if place in present else np.nan for place, label in enumerate(factor.labels)]
    return np.array([*values, np.nan])[factor.codes]


def _is_missing(label: str, codes: Iterable[Value]) -> bool:
    number = _number_or_none(label)
    return any(
        label == text_of(code) or (not isinstance(code, str) and number is not None and number == code)
        for code in codes
    )


def _number_or_none(value: Value) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _number(name: str, label: str) -> float:
    number = _number_or_none(label)
    if number is None or not np.isfinite(number):
        message = f"Column {name!r} holds {label!r}, which is no number."
        raise InvalidInputError(message)
    return number
