"""What a figure was made from, as bytes that anyone can make again and compare."""

import json
from collections.abc import Callable
from decimal import Decimal

from portal.ledger.chain import canonical as ledger_text
from portal.procedure.digests import digest_of

Formula = Callable[[dict], dict]


class UnknownFormulaError(LookupError):
    """No formula of that name and version is known here."""


def canonical(data: object) -> bytes:
    """The same data always gives the same bytes; numbers and days stand in them as text."""
    return ledger_text(data, _as_text).encode()


def content_hash(data: object) -> str:
    return digest_of(data, _as_text)


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
