"""From the description of a case (design.json) to a design and a plan of weighting."""

import csv
from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Any

import numpy as np

from portal.statistics.arrays import MISSING, Codes, Floats
from portal.statistics.calibration import Distance
from portal.statistics.cases.responses import Responses, listed, text_of
from portal.statistics.design import Design, make_design
from portal.statistics.errors import InvalidInputError, MissingMarginValueError, UnknownCategoryError
from portal.statistics.frame import Frame, make_frame
from portal.statistics.margins import MARGIN_TOTAL_TOLERANCE, Factor
from portal.statistics.raking import MAX_ITERATIONS, TOLERANCE, Fitting
from portal.statistics.trimming import MAX_ROUNDS, Trimming
from portal.statistics.weighting import Plan, Weighting, weigh, weigh_each_wave

Description = Mapping[str, Any]
Populations = dict[str, dict[str, float]]


def frame_of(description: Description, responses: Responses, margins: Path) -> Frame:
    """The weighted sample that a case describes."""
    sample = description.get("sample") or {}
    base = base_weights(sample, responses)
    weighting = description.get("weighting") or {}
    is_weighted = weighting.get("method", "none") != "none"
    # Weights come first: what is wrong with the margins is said before what is wrong with the variance.
    made = _weigh(description, responses, base, margins) if is_weighted else None
    design = _design(sample, description.get("waves") or {}, responses)
    if made is None:
        return make_frame(design, base, base)
    if weighting.get("variance", "residual") == "fixed_weights":
        return make_frame(design, base, made.weights)
    return make_frame(design, base, made.weights, made.cells)


def base_weights(sample: Description, responses: Responses) -> Floats:
    """The column of base weights, or 1 for each row; InvalidInputError for a missing or negative one."""
    column = sample.get("base_weight")
    if column is None:
        return np.ones(responses.n)
    weights = responses.numbers(column, missing_codes=())
    if not (weights >= 0.0).all():
        message = f"Base weights in {column!r} must be numbers from 0."
        raise InvalidInputError(message)
    return weights


def _design(sample: Description, waves: Description, responses: Responses) -> Design:
    strata = [_complete(responses, name) for name in listed(sample.get("strata"))]
    if waves.get("samples") == "independent":
        # Independent samples are strata of their own even where the strata column does not say so.
        strata.append(responses.written(waves["column"]).codes + 1)
    clusters = [_complete(responses, name) for name in listed(sample.get("cluster"))]
    fpc = sample.get("fpc")
    if fpc and fpc.get("type", "population_psu_count") != "population_psu_count":
        message = f"A finite population is given by population_psu_count, not {fpc['type']!r}."
        raise InvalidInputError(message)
    return make_design(
        responses.n,
        strata=strata,
        cluster=clusters[0] if clusters else None,
        population_psu_count=responses.numbers(fpc["column"], missing_codes=()) if fpc else None,
        lonely_psu=sample.get("lonely_psu") or "fail",
    )


def _complete(responses: Responses, name: str) -> Codes:
    codes = responses.written(name).codes
    if (codes == MISSING).any():
        message = f"Every row needs a value of {name!r}, which says where the sample was drawn."
        raise InvalidInputError(message)
    return codes


def _weigh(description: Description, responses: Responses, base: Floats, margins: Path) -> Weighting:
    weighting = description["weighting"]
    names = [text_of(name) for name in listed(weighting.get("margins"))]
    factors = {name: responses.crossing(name.split(":")) for name in names}
    populations = _populations(margins, names, weighting.get("collapse") or {})
    plan = _plan(weighting)
    if not weighting.get("per_wave"):
        return weigh(base, factors, populations.get("", {}), plan)
    wave = responses.factor(description["waves"]["column"])
    return weigh_each_wave(base, factors, _waves(wave, populations), plan)


def _waves(wave: Factor, populations: Mapping[str, Populations]) -> list[tuple[Codes, Populations]]:
    if (wave.codes == MISSING).any():
        message = "Every row needs a wave when each wave has its own margins."
        raise MissingMarginValueError(message)
    present = [label for place, label in enumerate(wave.labels) if (wave.codes == place).any()]
    unknown = sorted(set(present) - set(populations))
    if unknown:
        message = f"Wave {unknown[0]!r} has no margins."
        raise UnknownCategoryError(message)
    places = {label: place for place, label in enumerate(wave.labels)}
    return [
        (np.flatnonzero(wave.codes == places.get(label, len(places))), population)
        for label, population in populations.items()
    ]


def _populations(path: Path, names: Sequence[str], collapse: Mapping[str, Mapping[str, str]]) -> dict[str, Populations]:
    """Wave (or nothing) to margin to category to population, in the order of ``names``."""
    populations: dict[str, Populations] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for wave in dict.fromkeys(row.get("wave") or "" for row in rows):
        populations[wave] = {name: {} for name in names}
        for row in rows:
            name = row["variable"]
            if name not in populations[wave] or (row.get("wave") or "") != wave:
                continue
            category = _collapsed(name, row["category"], collapse)
            margin = populations[wave][name]
            margin[category] = margin.get(category, 0.0) + float(row["population"])
    return populations


def _collapsed(name: str, category: str, collapse: Mapping[str, Mapping[str, str]]) -> str:
    variables, parts = name.split(":"), category.split(":")
    if len(variables) != len(parts):
        return text_of(collapse.get(name, {}).get(category, category))
    pairs = zip(variables, parts, strict=True)
    return ":".join(text_of(collapse.get(variable, {}).get(part, part)) for variable, part in pairs)


def _plan(weighting: Description) -> Plan:
    low, high = weighting.get("bounds") or (-inf, inf)
    return Plan(
        weighting["method"],
        Fitting(weighting.get("max_iterations") or MAX_ITERATIONS, weighting.get("tolerance") or TOLERANCE),
        Distance(weighting.get("distance") or "linear", _or(low, -inf), _or(high, inf)),
        _trimming(weighting.get("trimming")),
        _or(weighting.get("margin_total_tolerance"), MARGIN_TOTAL_TOLERANCE),
        rescale_to_first=weighting.get("rescale_margins_to") == "first",
    )


def _trimming(trimming: Description | None) -> Trimming | None:
    if not trimming or trimming.get("method", "none") == "none":
        return None
    return Trimming(
        trimming["method"],
        _or(trimming.get("lower"), -inf),
        _or(trimming.get("upper"), inf),
        trimming.get("unit") or "absolute",
        strict=bool(trimming.get("strict")),
        max_rounds=trimming.get("max_rounds") or MAX_ROUNDS,
    )


def _or(value: float | None, default: float) -> float:
    return default if value is None else float(value)
