"""The settings of a scheme as a YAML text: read with faults by line, written so that it reads back the same."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from cells.enums.faults import RubricFault
from cells.enums.units import Counting
from cells.rubric.faults import Fault, Lined, RubricFileError, number_of, plain, read_yaml

TEXTS = ("name", "name_en", "issuer", "issuer_en", "basis_number", "number_prefix")
NEEDED = ("name", "issuer", "number_prefix")
# Whole numbers and the least that each may be.
NUMBERS = {
    "validity_months": 1,
    "due_days": 0,
    "notice_workdays": 1,
    "prereview_workdays": 1,
    "acceptance_workdays": 1,
    "correction_workdays": 1,
    "assignment_workdays": 1,
    "evaluation_workdays": 1,
    "decision_workdays": 1,
    "answer_workdays": 1,
    "discredit_months": 0,
    "evaluators": 2,
    "recheck_months": 1,
    "rectification_workdays": 1,
    "appeal_workdays": 1,
    "proof_months": 0,
}
# Fractions and the most that each may be.
FRACTIONS = {"spread_limit": 100, "random_percent": 100}
OTHERS = ("is_draft", "reminder_days", "level_scheme")
# What is no rule of a file, and what it may be.
CHOICES = {"counting": tuple(Counting)}
KEYS = (*TEXTS, *NUMBERS, *FRACTIONS, *CHOICES, *OTHERS)
LEVEL = ("code", "name", "name_en", "min_score", "min_block_ratio")


def parse_settings(text: str) -> dict[str, Any]:
    """The settings by name, or RubricFileError with every fault and its line. `code` is read over."""
    data = read_yaml(text)
    faults = sorted(_faults(data), key=lambda fault: fault.line)
    if faults:
        raise RubricFileError(faults)
    return plain({key: value for key, value in data.items() if key in KEYS})


def settings_text(values: Mapping[str, Any]) -> str:
    """YAML of the settings; Decimal is written as it reads."""
    known = {key: values[key] for key in KEYS if key in values}
    known |= {key: str(values[key]) for key in (*FRACTIONS, *CHOICES)}
    return yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=110)


def _faults(data: Lined) -> Iterator[Fault]:
    for key in data:
        if key not in KEYS and key != "code":
            yield Fault(data.line_of(key), RubricFault.UNKNOWN_ENTRY, str(key))
    for key in KEYS:
        if key not in data or (key in NEEDED and not data[key]):
            yield Fault(data.line_of(key), RubricFault.MISSING, key)
    yield from _number_faults(data)
    yield from _switch_faults(data)
    levels = data.get("level_scheme")
    if isinstance(levels, Lined):
        yield from _level_faults(levels)
    elif "level_scheme" in data:
        yield Fault(data.line_of("level_scheme"), RubricFault.MISSING, "levels")


def _number_faults(data: Lined) -> Iterator[Fault]:
    for key, least in NUMBERS.items():
        value = data.get(key)
        if key in data and (not isinstance(value, int) or isinstance(value, bool) or value < least):
            yield Fault(data.line_of(key), RubricFault.TOO_SMALL, f"{key}: {least}")
    for key, most in FRACTIONS.items():
        value = number_of(data.get(key))
        if key in data and (value is None or not 0 <= value <= most):
            yield Fault(data.line_of(key), RubricFault.NOT_A_NUMBER, f"{key}: 0 - {most}")
    days = data.get("reminder_days")
    if "reminder_days" in data and not (isinstance(days, list) and all(type(day) is int and day > 0 for day in days)):
        yield Fault(data.line_of("reminder_days"), RubricFault.NOT_A_NUMBER, "reminder_days")


def _switch_faults(data: Lined) -> Iterator[Fault]:
    for key, options in CHOICES.items():
        if key in data and data[key] not in options:
            yield Fault(data.line_of(key), RubricFault.MISSING, f"{key}: {' / '.join(options)}")
    if "is_draft" in data and not isinstance(data["is_draft"], bool):
        yield Fault(data.line_of("is_draft"), RubricFault.MISSING, "is_draft: true / false")
    elif data.get("is_draft") is False and not data.get("basis_number"):
        yield Fault(data.line_of("is_draft"), RubricFault.NO_BASIS, "basis_number")


def _level_faults(data: Lined) -> Iterator[Fault]:
    if number_of(data.get("bonus_cap")) is None:
        yield Fault(data.line_of("bonus_cap"), RubricFault.NOT_A_NUMBER, "bonus_cap")
    last = number_of(0)
    for level in data.get("levels") or [Lined()]:
        missing = [key for key in LEVEL if not isinstance(level, Lined) or level.get(key) in (None, "")]
        if missing:
            yield Fault(getattr(level, "line", data.line), RubricFault.MISSING, ", ".join(missing))
            continue
        score, ratio = number_of(level["min_score"]), number_of(level["min_block_ratio"])
        if score is None or ratio is None or not (0 <= score <= 100 and 0 <= ratio <= 1):  # noqa: PLR2004
            yield Fault(level.line, RubricFault.NOT_A_NUMBER, str(level["code"]))
        elif score < last:
            yield Fault(level.line_of("min_score"), RubricFault.LEVEL_ORDER, str(level["code"]))
        else:
            last = score
