"""Forms that anyone may use."""

import re
import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cells.forms.lists import UnitFilterForm
from cells.queries.register import normal_number

NUMBER = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


def example() -> str:
    return f"{settings.DISTRICT.certificate_prefix}-2026-0001"


class NumberForm(forms.Form):
    """What is typed is an address afterwards (/c/AB-2026-0001): nothing else than a number leaves here."""

    number = forms.CharField(
        label=_("Certificate number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = _("Printed under the QR code, for example %(example)s.")
        self.fields["number"].help_text = words % {"example": example()}

    def clean_number(self) -> str:
        number = normal_number(self.cleaned_data["number"])
        if not NUMBER.fullmatch(number):
            raise forms.ValidationError(
                _("This is no certificate number. It looks like %(example)s.") % {"example": example()}
            )
        return number


class RegisterForm(UnitFilterForm):
    """Filters of the register, sent by GET."""

    field_order = ("q", "unit_type", "area")
    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    level = forms.ChoiceField(label=_("Level"), required=False)
    year = forms.TypedChoiceField(label=_("Year of issue"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, levels, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("All")), *((year, year) for year in years)]
        self.fields["level"].choices = [("", _("All")), *levels]


class ObjectionForm(forms.Form):
    # Of this form: sent twice it is one objection.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=_("What you object to, and why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Facts help: what, where, when."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=50, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = forms.CharField(label=_("Phone or mail, if we may ask you back"), max_length=100, required=False)
    is_open = forms.BooleanField(label=_("The unit may be told my name."), required=False)
