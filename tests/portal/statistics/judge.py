"""Compares the entry of one case with what R found: to eight digits, standard errors and intervals too."""

import math
from collections.abc import Iterator
from typing import Any

TOLERANCE = 1e-8
NOT_OURS = {"ms_between", "ms_raters", "ms_within", "ms_error"}


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What differs between two entries of results.json; nothing when the case is passed."""
    if expected["status"] != found["status"]:
        return [f"status {found['status']}: {found.get('error')}"]
    if expected["status"] == "error":
        codes = [expected["error"]["code"], *expected["error"].get("also_accepted", [])]
        return [] if found["error"]["code"] in codes and found["error"]["message"] else [str(found["error"])]
    wrong = list(_weights(expected.get("weights", {}), found.get("weights", {})))
    extra = set(found["estimates"]) ^ set(expected["estimates"])
    wrong += [f"keys: {sorted(extra)}"] * bool(extra)
    for key, entry in expected["estimates"].items():
        wrong += _entry(key, entry, found["estimates"].get(key, {}))
    return wrong


def _weights(expected: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for name in ("values", "row_values", "sum", "n_eff_kish", "deff_kish"):
        if name in expected:
            yield from _value(f"weights.{name}", expected[name], found.get(name))


def _entry(path: str, expected: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    if expected.get("suppressed"):
        if found != {"suppressed": True}:
            yield f"{path}: must show nothing, shows {found}"
        return
    for name, value in expected.items():
        if name not in NOT_OURS:
            yield from _field(f"{path}.{name}", name, value, found.get(name))


def _field(path: str, name: str, expected: Any, found: Any) -> Iterator[str]:
    if name == "ci" and found is None:
        if any(ends is not None for ends in (expected or {}).values()):
            yield f"{path}: no interval"
    elif isinstance(expected, dict):
        yield from _entry(path, expected, found or {})
    else:
        yield from _value(path, expected, found)


def _value(path: str, expected: Any, found: Any) -> Iterator[str]:
    if isinstance(expected, list) and isinstance(found, list | tuple) and len(expected) == len(found):
        for place, pair in enumerate(zip(expected, found, strict=True)):
            yield from _value(f"{path}[{place}]", *pair)
    elif isinstance(expected, bool | str | list) or expected is None or found is None:
        if expected != found:
            yield f"{path}: {found!r}, not {expected!r}"
    elif not math.isclose(expected, found, rel_tol=TOLERANCE, abs_tol=1e-12 if expected else 1e-10):
        yield f"{path}: {found!r}, not {expected!r}"
