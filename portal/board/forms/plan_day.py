"""From when the next plan is in force and why; and what a second person says of it."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _


class PlanDayForm(forms.Form):
    live_on = forms.DateField(
        label=_("In force from"),
        help_text=_("Until that day the plan before it stays the current one, and nobody outside sees this."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("By which paper the plan was set, for the ledger."),
    )

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_live_on(self) -> dt.date:
        if self.cleaned_data["live_on"] < self.today:
            raise forms.ValidationError(_("This day has passed."))
        return self.cleaned_data["live_on"]


class PlanReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the ledger, whether you approve or send back."),
    )
