"""The day on which figures of a period shall appear, and why it is moved."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.board.results.words import period_words
from portal.board.targets.periods import Period, parse_period, year_of
from portal.directory.models import Plan

YEARS_BACK = 2


def _day_field(label, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


class ReleaseForm(forms.Form):
    period = forms.ChoiceField(
        label=_("Figures"), help_text=_("Those that departments enter; what the portal draws appears by itself.")
    )
    day = _day_field(_("Day of release"), _("At nine in the morning all that was approved by then appears at once."))

    def __init__(self, *args, plans: Sequence[Plan], today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {f"{plan.slug}/{period}": (plan, period) for plan in plans for period in _periods(plan, today)}
        self.fields["period"].choices = [
            (key, f"{plan.label} · {period_words(period)}") for key, (plan, period) in self.offered.items()
        ]

    @property
    def asked(self) -> dict:
        plan, period = self.offered[self.cleaned_data["period"]]
        return {"plan": plan, "period": str(period), "day": self.cleaned_data["day"]}


class PostponeForm(forms.Form):
    day = _day_field(_("New day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone reads it beside the day."),
    )


class CancelForm(forms.Form):
    reason = PostponeForm.base_fields["reason"]


def _periods(plan: Plan, today: dt.date) -> Iterator[Period]:
    """The newest years of the plan that have begun, the newest first, each with its quarters after it."""
    last = min(plan.ends_on, today).year
    for year in range(last, max(plan.starts_on.year, last - YEARS_BACK) - 1, -1):
        yield year_of(dt.date(year, 1, 1))
        yield from (parse_period(f"{year}-Q{part}") for part in (1, 2, 3, 4))
