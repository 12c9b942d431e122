from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.numbers import mobile_number
from portal.text import narrow_text


def _alphanumerics(typed: str) -> str:
    return "".join(filter(str.isalnum, narrow_text(typed)))


class CodeField(forms.CharField):
    """The figures of a code as people type or paste them: full width, with blanks or signs that nobody sees."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def to_python(self, value):
        return _alphanumerics(super().to_python(value))


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
