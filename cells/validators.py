"""Whether a value is acceptable, where a field alone cannot tell."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.text import narrow_text

# Unified social credit codes (GB 32100): 18 characters, the last one a check character.

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
BODY = LENGTH - 1


def normal_form(text: str) -> str:
    """As it is stored: half-width, upper case, no blanks, nothing invisible."""
    return "".join(narrow_text(text).split()).upper()


def check_character(body: str) -> str:
    total = sum(ALPHABET.index(sign) * pow(3, position, 31) for position, sign in enumerate(body))
    return ALPHABET[-total % 31]


def is_shaped(code: str) -> bool:
    """Written as such a code is, whether or not its check sign fits."""
    return len(code) == LENGTH and all(sign in ALPHABET for sign in code)


def is_credit_code(code: str) -> bool:
    return is_shaped(code) and check_character(code[:BODY]) == code[-1]


def validate_code_shape(code: str) -> None:
    """Of a unit that is spoken of: whether the code stands for one, the form has asked."""
    if not is_shaped(code):
        raise ValidationError(_("A code has 18 characters, without I, O, S, V and Z."), code="credit_code")


def validate_credit_code(code: str) -> None:
    if not is_credit_code(code):
        message = _("This is no unified social credit code: it has 18 characters and its last one must fit the others.")
        raise ValidationError(message, code="credit_code")
