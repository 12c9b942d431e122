"""Requests about agreement and scales, on the answers as given."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from portal.statistics import reliability
from portal.statistics.arrays import MISSING, Floats
from portal.statistics.cases.responses import Responses, listed, text_of
from portal.statistics.errors import InvalidInputError, UnknownCategoryError, UnsupportedError
from portal.statistics.reliability.kappa import Agreement

Request = Mapping[str, Any]
Entry = dict[str, Any]

_LEVEL = 0.95


def answer(request: Request, responses: Responses, description: Mapping[str, Any]) -> dict[str, Entry]:
    """Key to entry for one request; ``description``: the case, for its level and base weight."""
    if request["type"] not in TYPES:
        message = f"No request about agreement or scales is called {request['type']!r}."
        raise UnsupportedError(message)
    return {request["id"]: TYPES[request["type"]](request, responses, description)}


def _numbers(names: Sequence[str], request: Request, responses: Responses) -> Floats:
    """Columns (n, names) as numbers, NaN for no answer."""
    own_codes = request.get("missing_codes")
    return np.column_stack([responses.numbers(name, missing_codes=own_codes) for name in names])


def _places(request: Request, responses: Responses) -> tuple[Floats, int]:
    """Ratings (n, raters) as places in the list of categories, NaN for none, and the number of categories."""
    factors = [responses.factor(name, request.get("missing_codes")) for name in listed(request["raters"])]
    if request.get("categories"):
        categories = [text_of(category) for category in listed(request["categories"])]
    else:
        categories = _in_order({f.labels[code] for f in factors for code in np.unique(f.codes) if code != MISSING})
    places = {category: float(place) for place, category in enumerate(categories)}
    columns = []
    for name, factor in zip(request["raters"], factors, strict=True):
        present = set(np.unique(factor.codes).tolist())
        for place, label in enumerate(factor.labels):
            if place in present and label not in places:
                message = f"Rater {name!r} gives {label!r}, which is none of the categories."
                raise UnknownCategoryError(message)
        columns.append(np.array([*(places.get(label, np.nan) for label in factor.labels), np.nan])[factor.codes])
    return np.column_stack(columns), len(categories)


def _in_order(labels: set[str]) -> list[str]:
    try:
        return sorted(labels, key=float)
    except ValueError:
        return sorted(labels)


def _is_number(label: str) -> bool:
    try:
        return bool(np.isfinite(float(label)))
    except ValueError:
        return False


def _level(request: Request, description: Mapping[str, Any]) -> float:
    return float(request.get("confidence") or description.get("confidence") or _LEVEL)


def _defined(entry: Entry) -> Entry:
    return entry | {"undefined": True} if entry["estimate"] is None else entry


def _agreement(found: Agreement, level: float) -> Entry:
    entry = {"n": found.n, "estimate": found.value, "p_observed": found.observed, "p_expected": found.expected}
    interval = found.wald(level)
    return _defined(entry | {"se": found.se, "ci": None if interval is None else {"wald": interval}})


def _cohen(request: Request, responses: Responses, description: Mapping[str, Any]) -> Entry:
    ratings, k = _places(request, responses)
    found = reliability.cohen_kappa(ratings, k, request.get("weights") or "none")
    return _agreement(found, _level(request, description))


def _fleiss(request: Request, responses: Responses, description: Mapping[str, Any]) -> Entry:
    ratings, k = _places(request, responses)
    return _agreement(reliability.fleiss_kappa(ratings, k), _level(request, description)) | {"raters": ratings.shape[1]}


def _krippendorff(request: Request, responses: Responses, _: Mapping[str, Any]) -> Entry:
    level = request.get("level") or "nominal"
    # Numbers of an interval or ratio scale are what they say, whatever list of categories stands beside them.
    categories = listed(request.get("categories"))
    are_texts = any(isinstance(category, str) and not _is_number(category) for category in categories)
    is_places = level == "nominal" or (categories and (level == "ordinal" or are_texts))
    ratings = _places(request, responses)[0] if is_places else _numbers(request["raters"], request, responses)
    found = reliability.krippendorff_alpha(ratings, level)
    return _defined(
        {
            "n_units": found.n_units,
            "n_values": found.n_values,
            "d_observed": found.observed,
            "d_expected": found.expected,
            "estimate": found.value,
        }
    )


def _icc(request: Request, responses: Responses, description: Mapping[str, Any]) -> Entry:
    ratings = _numbers(request["raters"], request, responses)
    found = reliability.intraclass_correlations(ratings, _level(request, description))
    forms = {
        name: {
            "estimate": form.value,
            "F": form.f,
            "df1": form.df1,
            "df2": form.df2,
            "p_value": form.p_value,
            "ci": {"f": form.interval},
        }
        for name, form in found.forms.items()
    }
    entry: Entry = {"n": found.n, "raters": ratings.shape[1]}
    if found.squares is not None:
        squares = found.squares
        entry |= {"ms_between": squares.between, "ms_within": squares.within}
        entry |= {"ms_raters": squares.raters, "ms_error": squares.error}
    return entry | forms


def _cronbach(request: Request, responses: Responses, description: Mapping[str, Any]) -> Entry:
    items = _first(request, "items", "variables", "raters")
    answers = _numbers(items, request, responses)
    for name in _first(request, "reverse", "reversed", "reverse_items", "reversed_items", "reverse_coded") or ():
        low, high = _scale(request, answers)
        answers[:, items.index(name)] = low + high - answers[:, items.index(name)]
    column = _weight_column(request, description)
    found = reliability.cronbach_alpha(answers, responses.numbers(column) if column else None)
    entry = {"n": found.n, "items": len(items), "estimate": found.value}
    return _defined(entry | {"alpha_if_deleted": dict(zip(items, found.if_deleted, strict=True))})


def _weight_column(request: Request, description: Mapping[str, Any]) -> str | None:
    """The column of weights that the request names, or that of the case unless the request is not weighted."""
    named = _first(request, "weight", "weight_column", "weights")
    if isinstance(named, str):
        return named
    is_weighted = _first(request, "weighted")
    if is_weighted is None:
        is_weighted = description.get("kind") == "reliability"
    column: str | None = (description.get("sample") or {}).get("base_weight")
    return column if is_weighted else None


def _scale(request: Request, answers: Floats) -> tuple[float, float]:
    """Lowest and highest answer of the scale: as described, else as given by anybody."""
    both = _first(request, "scale", "range")
    if isinstance(both, list):
        return float(both[0]), float(both[1])
    named = request if both is None else both
    low, high = _first(named, "min", "minimum", "scale_min"), _first(named, "max", "maximum", "scale_max")
    return (
        float(np.nanmin(answers)) if low is None else float(low),
        float(np.nanmax(answers)) if high is None else float(high),
    )


def _first(request: Request, *names: str) -> Any:
    """The first of several names that the description uses for the same thing."""
    return next((request[name] for name in names if request.get(name) is not None), None)


def _straightlining(request: Request, responses: Responses, _: Mapping[str, Any]) -> Entry:
    items = _first(request, "items", "variables")
    if not items:
        message = f"Request {request['id']!r} names no items."
        raise InvalidInputError(message)
    found = reliability.straightlining(_numbers(items, request, responses), request.get("min_answered") or len(items))
    return {
        "n": responses.n,
        "n_eligible": found.n_eligible,
        "n_flagged": found.n_flagged,
        "share_flagged": found.share_flagged,
        "rows": {
            "answered": found.answered.tolist(),
            "straightline": found.straight.tolist(),
            "longest_run": found.longest_run.tolist(),
            "irv": found.spread.tolist(),
        },
    }


TYPES: dict[str, Callable[[Request, Responses, Mapping[str, Any]], Entry]] = {
    "cohen_kappa": _cohen,
    "fleiss_kappa": _fleiss,
    "krippendorff_alpha": _krippendorff,
    "icc": _icc,
    "cronbach_alpha": _cronbach,
    "straightlining": _straightlining,
}
