"""Which answer is meant, and on whose word."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import Response
from surveys.queries import answer_with

SIGNS = re.compile(r"[^0-9A-Z]")
HALF = 4


class RightsForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference"), max_length=20, help_text=_("As it stands on the receipt of the survey.")
    )
    reason = forms.CharField(
        label=_("On whose request"), max_length=100, help_text=_("The reference of the request, such as B7TKQ2M9XH.")
    )

    def clean_reference(self) -> Response:
        signs = SIGNS.sub("", self.cleaned_data["reference"].upper())
        response = answer_with(f"{signs[:HALF]}-{signs[HALF:]}")
        if response is None:
            raise forms.ValidationError(_("There is no answer with this reference; it may be deleted already."))
        return response
