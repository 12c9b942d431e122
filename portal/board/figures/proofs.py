"""What a figure was made from, as bytes that anyone can make again and compare."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal

Formula = Callable[[dict], dict]


class UnknownFormulaError(LookupError):
    """No formula of that name and version is known here."""


def canonical(data: object) -> bytes:
    """The same data always gives the same bytes: sorted keys, no blanks, UTF-8."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_as_text).encode()


def content_hash(data: object) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def settled(data: object) -> object:
    """Data as it comes back from JSON, so that what is frozen is what is kept."""
    return json.loads(canonical(data))


def recomputed(frozen: dict, formulas: dict[str, Formula]) -> dict:
    formula = frozen.get("formula", "")
    if formula not in formulas:
        raise UnknownFormulaError(formula)
    return formulas[formula](frozen)


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
