"""What an officer says of an indicator, and what a second one says of that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.board.enums import Verdict
from portal.board.operations import Entry
from portal.board.results.words import period_words, unit_words
from portal.board.targets.kinds import KINDS
from portal.board.targets.periods import quarter_of
from portal.directory.models import Department
from portal.evidence.forms import EvidenceFileField

SAID = ("value", "verdict", "issued")


class ObservationForm(forms.Form):
    period = forms.ChoiceField(label=_("Period"))
    value = forms.DecimalField(label=_("Value"), max_digits=20, decimal_places=6)
    issued = forms.DecimalField(
        label=_("Figure set by the city"),
        max_digits=20,
        decimal_places=6,
        required=False,
        help_text=_("The number that the city gave the district, if there is one."),
    )
    verdict = forms.ChoiceField(label=_("How it stands"), choices=[("", "—"), *Verdict.choices])
    text = forms.CharField(
        label=_("In words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The report, register or notice that the figure comes from.")
    )
    method = forms.CharField(
        label=_("Method"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How it was counted or worked out, so that another person gets the same."),
    )
    owner = forms.ModelChoiceField(Department.objects.none(), label=_("Responsible department"), empty_label=None)
    reason = forms.CharField(label=_("Reason of the correction"), max_length=300)

    def __init__(self, *args, row, owners, today, revised=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row, self.revised = row, revised
        self.fields["owner"].queryset = owners
        self.fields["owner"].label_from_instance = lambda department: department.label
        self.fields["files"] = EvidenceFileField(label=_("Evidence"), required=False)
        self._fit_kind(row)
        self._fit_step(today)

    def _fit_kind(self, row) -> None:
        """Only what can be said of this kind of target is asked."""
        if unit := unit_words(row.indicator):
            self.fields["value"].label = _("Value (%(unit)s)") % {"unit": unit}
        asks = KINDS[row.target.kind].asks
        for name in SAID:
            if name not in asks:
                del self.fields[name]
        if self._has_choice:
            self.fields["value"].required = self.fields["verdict"].required = False

    @property
    def _has_choice(self) -> bool:
        return {"value", "verdict"} <= self.fields.keys()

    def _fit_step(self, today) -> None:
        if self.revised:
            del self.fields["period"]
        else:
            self.fields["period"].choices = period_choices(self.row.indicator.plan, today)
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if self._has_choice and not cleaned.get("verdict") and cleaned.get("value") is None:
            self.add_error("verdict", _("Say how it stands, or give the value."))
        return cleaned

    @property
    def entry(self) -> Entry:
        said = self.cleaned_data
        return Entry(
            period=said.get("period", ""),
            value=said.get("value"),
            issued=said.get("issued"),
            verdict=said.get("verdict", ""),
            text=said["text"],
            source=said["source"],
            method=said["method"],
            owner=said["owner"],
            files=said.get("files") or (),
        )


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("What has to be put right"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


def period_choices(plan, today) -> list[tuple[str, str]]:
    """The years of the plan so far, newest first; in a running year also its quarters that are over."""
    last = min(plan.ends_on, today).year
    years = [str(year) for year in range(last, plan.starts_on.year - 1, -1)]
    quarters = []
    if plan.ends_on >= today:
        quarters = [f"{today.year}-Q{part}" for part in range(quarter_of(today).part - 1, 0, -1)]
    return [(text, period_words(text)) for text in [*quarters, *years]]
