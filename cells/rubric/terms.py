"""The rules of one kind of unit as plain data: what a file is frozen with when it is handed in, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cells.rubric.definition import decimal_of, read_level_scheme
from cells.rubric.levels import LevelScheme
from cells.rubric.settings import CHOICES, FRACTIONS, KEYS

KIND = ("code", "name", "name_en", "bucket")


@dataclass(frozen=True)
class Terms:
    """What a file, once handed in, is judged by, however the scheme and its kinds of unit change afterwards."""

    kind: str
    kind_en: str
    bucket: str
    levels: LevelScheme
    evaluators: int
    spread_limit: Decimal
    prereview_workdays: int
    acceptance_workdays: int
    correction_workdays: int
    notice_workdays: int
    rectification_workdays: int
    appeal_workdays: int
    discredit_months: int
    validity_months: int
    due_days: int
    basis_number: str
    is_draft: bool
    # A file that was handed in before there were these has the days of the first scheme that had them.
    assignment_workdays: int = 5
    evaluation_workdays: int = 15
    decision_workdays: int = 10
    answer_workdays: int = 10
    # And it knows no age of a proof.
    proof_months: int = 0


def plain_terms(scheme: object, kind: object) -> dict[str, Any]:
    """Everything that a scheme says of one of its kinds of unit, as it stands."""
    settings = {key: getattr(scheme, key) for key in KEYS if key not in CHOICES}
    settings |= {key: str(settings[key]) for key in FRACTIONS}
    return {"scheme": settings, "kind": {key: getattr(kind, key) for key in KIND}}


def read_terms(data: Mapping[str, Any]) -> Terms:
    settings, kind = data["scheme"], data["kind"]
    plain = {key: settings[key] for key in Terms.__dataclass_fields__ if key in settings}
    return Terms(
        **plain
        | {
            "kind": kind["name"],
            "kind_en": kind["name_en"],
            "bucket": kind["bucket"],
            "levels": read_level_scheme(settings["level_scheme"]),
            "spread_limit": decimal_of(settings["spread_limit"]),
        }
    )
