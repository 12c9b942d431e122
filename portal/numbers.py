"""One way to write a number, for every page, file and answer."""

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def plain_number(value: Decimal | float | None) -> str:
    """Digits as they are, without an exponent or zeros that say nothing."""
    if value is None:
        return ""
    text = f"{Decimal(str(value)):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def one_place(value: float | Decimal) -> Decimal:
    """With one place, as templates write it: half goes up."""
    return Decimal(str(value)).quantize(TENTH, rounding=ROUND_HALF_UP)
