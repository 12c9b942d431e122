"""Entering what stands against a unit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.forms.organisation import KnownCodeField
from cells.models import Discredit


class DiscreditForm(forms.ModelForm):
    credit_code = KnownCodeField(label=_("Unified social credit code"), max_length=40)

    class Meta:
        model = Discredit
        fields = ("credit_code", "unit", "kind", "found_on", "source")
        labels = {
            "unit": _("Full name of the unit"),
            "kind": _("What was found"),
            "found_on": _("Found on"),
            "source": _("Document number or source"),
        }
        widgets = {"found_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
