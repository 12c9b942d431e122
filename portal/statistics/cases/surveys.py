"""Requests about a weighted sample: means, totals, proportions, ratios and differences, whole or by domain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from portal.statistics import disclosure, estimation
from portal.statistics.arrays import MISSING, Floats, combine
from portal.statistics.cases.responses import Responses, listed, text_of
from portal.statistics.errors import InvalidInputError, UnsupportedError
from portal.statistics.estimation import Difference, Estimate
from portal.statistics.frame import Frame, Part

Request = Mapping[str, Any]
Entry = dict[str, Any]

TYPES = ("mean", "total", "proportion", "count", "ratio", "multi_proportion", "difference")
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Domain:
    """Part of the sample and the ending of its keys."""

    suffix: str
    part: Part


class SurveyRequests:
    """Answers requests about one weighted sample; domains are worked out once."""

    def __init__(self, frame: Frame, responses: Responses, description: Mapping[str, Any]) -> None:
        """``description``: the case, for its waves, level, missing codes and rule of suppression."""
        self._frame, self._responses = frame, responses
        self._level = description.get("confidence") or _LEVEL
        self._waves = description.get("waves") or {}
        self._suppression = description.get("suppression") or {}
        self._domains: dict[tuple[str, ...], list[Domain]] = {}

    def answer(self, request: Request) -> dict[str, Entry]:
        """Key to entry for one request."""
        if request["type"] not in TYPES:
            message = f"No request type is called {request['type']!r}."
            raise UnsupportedError(message)
        by = tuple(listed(request.get("by")))
        domains = self._domains_by(by)
        make = self._difference if request["type"] == "difference" else self._estimates
        entries = dict(zip((request["id"] + domain.suffix for domain in domains), make(request, domains), strict=True))
        hidden = disclosure.suppressed_keys(
            {key: entry["n"] for key, entry in entries.items()},
            self._suppression.get("min_n") or 0,
            complementary=bool(self._suppression.get("complementary") and by),
        )
        return {key: {"suppressed": True} if key in hidden else entry for key, entry in entries.items()}

    def _domains_by(self, by: tuple[str, ...]) -> list[Domain]:
        if by not in self._domains:
            self._domains[by] = list(self._split(by)) if by else [Domain("", self._frame.part())]
        return self._domains[by]

    def _split(self, by: tuple[str, ...]) -> Iterator[Domain]:
        factors = [self._responses.factor(name) for name in by]
        filled = np.flatnonzero(np.logical_and.reduce([factor.codes != MISSING for factor in factors]))
        if not len(filled):
            return
        codes, patterns = combine([factor.codes[filled] for factor in factors])
        order = filled[np.argsort(codes, kind="stable")]
        ends = np.cumsum(np.bincount(codes))
        for pattern, start, end in zip(patterns, ends - np.bincount(codes), ends, strict=True):
            values = (f"{name}={f.labels[code]}" for name, f, code in zip(by, factors, pattern, strict=True))
            yield Domain(f"[{','.join(values)}]", self._frame.part(order[start:end]))

    def _level_of(self, request: Request) -> float:
        return float(request.get("confidence") or self._level)

    def _values(self, request: Request, kind: str) -> Floats:
        """The values (n,) that a request of ``kind`` averages or adds up, NaN for no answer."""
        own_codes = request.get("missing_codes")
        if kind in {"mean", "total"}:
            recode = request.get("recode")
            numbers = None if recode is None else _numbers_of(recode)
            return self._responses.numbers(request["variable"], numbers, own_codes)
        separator = ";" if kind == "multi_proportion" else None
        return self._responses.chosen(request["variable"], request["categories"], own_codes, separator=separator)

    def _estimates(self, request: Request, domains: Sequence[Domain]) -> Iterator[Entry]:
        if request["type"] == "ratio":
            yield from self._ratios(request, domains)
            return
        y = self._values(request, request["type"])
        make = estimation.total if request["type"] in {"total", "count"} else estimation.mean
        is_proportion = request["type"] in {"proportion", "multi_proportion"}
        methods = (listed(request.get("ci")) or ["wald"]) if is_proportion else ()
        for domain in domains:
            part = _answered(domain.part, y)
            found = make(part, part.take(y), domain.part.df)
            yield _entry(found, methods, self._level_of(request))

    def _ratios(self, request: Request, domains: Sequence[Domain]) -> Iterator[Entry]:
        own_codes = request.get("missing_codes")
        y = self._responses.numbers(request["numerator"], missing_codes=own_codes)
        x = self._responses.numbers(request["denominator"], missing_codes=own_codes)
        for domain in domains:
            part = _answered(domain.part, y + x)
            found = estimation.ratio(part, part.take(y), part.take(x), domain.part.df)
            yield _entry(found, (), self._level_of(request))

    def _difference(self, request: Request, domains: Sequence[Domain]) -> Iterator[Entry]:
        if not self._waves:
            message = f"Request {request['id']!r} compares waves, and the case has none."
            raise InvalidInputError(message)
        y = self._values(request, request.get("of", "mean"))
        wave = self._responses.written(self._waves["column"])
        first, second = (
            np.array([label == text_of(value) for label in (*wave.labels, None)])[wave.codes]
            for value in listed(self._waves["values"])
        )
        for domain in domains:
            members = domain.part.where(domain.part.take(first | second))
            before, after = (_answered(members.where(members.take(in_wave)), y) for in_wave in (first, second))
            found = estimation.difference((before, before.take(y)), (after, after.take(y)), members.df)
            yield _difference_entry(found, self._level_of(request))


def _numbers_of(recode: Mapping[str, float | None]) -> dict[str, float]:
    """Category to number; one that is listed without a number is no answer, like one that is not listed."""
    return {text_of(key): float(value) for key, value in recode.items() if value is not None}


def _answered(part: Part, y: Floats) -> Part:
    """Those of a domain who have an answer in ``y`` (rows of the frame,)."""
    return part.where(~np.isnan(part.take(y)))


def _entry(found: Estimate, methods: Sequence[str], level: float) -> Entry:
    if found.value is None:
        return {"n": found.n, "estimate": None, "df": found.df}
    return {
        "n": found.n,
        "estimate": found.value,
        "se": found.se,
        "df": found.df,
        "ci": _intervals(found, methods, level),
        "deff": found.deff,
        "n_eff": found.n_eff,
        "n_eff_kish": found.n_eff_kish,
        "sum_w": found.sum_w,
    }


def _intervals(found: Estimate, methods: Sequence[str], level: float) -> Entry | None:
    if found.df <= 0 or found.se is None:
        return None
    return {method: found.interval(method, level) for method in methods} or {"wald": found.wald(level)}


def _difference_entry(found: Difference, level: float) -> Entry:
    interval = found.wald(level)
    return {
        "n": found.n,
        "n_1": found.n_1,
        "n_2": found.n_2,
        "estimate": found.value,
        "estimate_1": found.value_1,
        "estimate_2": found.value_2,
        "se": found.se,
        "df": found.df,
        "t": found.t_value,
        "p_value": found.p_value,
        "ci": None if interval is None else {"wald": interval},
    }
