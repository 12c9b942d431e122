"""What is said when a plan is closed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UnmetReasonForm(forms.Form):
    text = forms.CharField(
        label=_("Why it was not met"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In plain words. It stands in the closing file of the plan, with the name of your office."),
    )


class ClosingReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It stands on the ledger."))
