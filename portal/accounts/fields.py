import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

MAINLAND = re.compile(r"1[3-9][0-9]{9}")
# Before eleven digits that begin with 1: 86 alone is no part of the number either.
COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[0-9]{10}$)")


def _visible(typed: str) -> str:
    """Full-width signs as plain ones; without format and control signs, which copying brings along unseen."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in {"Cf", "Cc"})


def _alphanumerics(typed: str) -> str:
    return "".join(filter(str.isalnum, _visible(typed)))


class CodeField(forms.CharField):
    """The figures of a code as people type or paste them: full width, with blanks or signs that nobody sees."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def to_python(self, value):
        return _alphanumerics(super().to_python(value))


def mobile_number(typed: str) -> str:
    """E.164 (+8613800138000) of a number as people type, paste or keep it in a table; "" for anything else."""
    typed = typed.strip().removesuffix(".0")  # a cell that a table program took for a sum
    digits = COUNTRY.sub("", re.sub(r"[^\w+]|_", "", _visible(typed)), count=1)
    return f"+86{digits}" if MAINLAND.fullmatch(digits) else ""


class PhoneField(forms.CharField):
    """A mobile number as people type it; the value is E.164 (+8613800138000)."""

    default_error_messages = {"invalid": _("Enter an 11-digit mobile number, such as 138 0013 8000.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return typed
        number = mobile_number(typed)
        if not number:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number
