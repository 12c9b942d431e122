"""One way to write a number, for every page, file and answer."""

from decimal import ROUND_HALF_EVEN, Decimal

TENTH = Decimal("0.1")


def plain_number(value: Decimal | float | None) -> str:
    """Digits as they are, without an exponent or zeros that say nothing."""
    if value is None:
        return ""
    text = f"{Decimal(str(value)):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def percent_of(share: float | Decimal) -> Decimal:
    """A share of one as a percentage with one place; half goes to the even digit."""
    return (Decimal(str(share)) * 100).quantize(TENTH, rounding=ROUND_HALF_EVEN)
