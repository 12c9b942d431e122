import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

MAINLAND = re.compile(r"1[3-9]\d{9}")


class PhoneField(forms.CharField):
    """A mobile number as people type it; the value is E.164 (+8613800138000)."""

    default_error_messages = {"invalid": _("Enter an 11-digit mobile number, such as 138 0013 8000.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return typed
        digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", typed))
        digits = digits.removeprefix("+86").removeprefix("0086")
        if not MAINLAND.fullmatch(digits):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return f"+86{digits}"
