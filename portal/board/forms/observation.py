"""What an officer says of an indicator, and what a second one says of that."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.board.enums import Group, Verdict
from portal.board.operations import Entry, Outside
from portal.board.results.effects import before_of
from portal.board.results.words import figure_words, period_words, unit_words
from portal.board.targets.bounds import bounds_of, is_jump
from portal.board.targets.kinds import KINDS
from portal.board.targets.periods import parse_period, quarter_of
from portal.directory.models import Department
from portal.evidence.forms import EvidenceFileField
from portal.numbers import plain_number

SAID = ("value", "verdict", "issued")


class ObservationForm(forms.Form):
    is_outside = False

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
    is_sure = forms.BooleanField(label=_("Yes, the figure is right."), required=False)
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
        self._show_last()
        self.asks_again = False

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

    def _show_last(self) -> None:
        """Last year's value stands beside the field."""
        # The box is there only for who was asked.
        if "value" not in self.fields or not self.is_bound:
            del self.fields["is_sure"]
        if "value" not in self.fields:
            return
        last = max(self._comparable, key=lambda held: held.when.place, default=None)
        if last:
            self.fields["value"].help_text = _("Last figure: %(value)s (%(period)s)") % {
                "value": figure_words(last),
                "period": period_words(last.when),
            }

    @property
    def _comparable(self) -> list:
        own = [held for held in self.row.observations if held.is_from_outside == self.is_outside]
        return [held for held in own if held.value is not None and held != self.revised]

    def clean_value(self):
        """What no figure of this unit can be is refused."""
        value = self.cleaned_data["value"]
        indicator = self.row.indicator
        low, high = bounds_of(indicator.unit, is_unbounded=indicator.is_unbounded, upper=self.row.target.value)
        if value is None:
            return value
        if low is not None and value < low:
            raise forms.ValidationError(_("This figure cannot be below %(bound)s.") % {"bound": low})
        if high is not None and value > high:
            raise forms.ValidationError(_("A percentage of this kind cannot be above %(bound)s %%.") % {"bound": high})
        return value

    def _ask_about_jump(self, cleaned) -> None:
        value, period = cleaned.get("value"), self.revised.period if self.revised else cleaned.get("period")
        if value is None or not period or "is_sure" not in self.fields or cleaned.get("is_sure"):
            return
        before = before_of(self._comparable, parse_period(period), is_outside=self.is_outside)
        if before and is_jump(value, before.value, self.row.indicator.unit):
            self.asks_again = True
            words = _(
                "Last time it was %(before)s (%(period)s), now it is %(value)s. Is that right? Tick the box below if it is."
            )
            said = {"before": figure_words(before), "period": period_words(before.when), "value": plain_number(value)}
            self.add_error("value", words % said)

    def clean(self):
        cleaned = super().clean()
        self._ask_about_jump(cleaned)
        if not (self.asks_again or cleaned.get("is_sure")):
            self.fields.pop("is_sure", None)
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
            groups=said.get("groups") or (),
        )


class OutsideForm(ObservationForm):
    """What others measured of an indicator that the portal draws itself: it stands beside, and is never averaged."""

    is_outside = True
    field_order = ("period", "measured_by", "contract", "value", "is_sure", "n", "low", "high", "level")

    measured_by = forms.CharField(label=_("Measured by"), max_length=100)
    contract = forms.CharField(
        label=_("Contract or commission"), max_length=200, help_text=_("Its name and number; its file goes below.")
    )
    n = forms.IntegerField(label=_("Number of answers"), min_value=1, required=False)
    low = forms.DecimalField(label=_("Lower end of the interval"), max_digits=20, decimal_places=6, required=False)
    high = forms.DecimalField(label=_("Upper end of the interval"), max_digits=20, decimal_places=6, required=False)
    level = forms.DecimalField(
        label=_("Confidence level (%)"), max_digits=5, decimal_places=2, min_value=1, max_value=100, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].required = True
        named = self.row.indicator.groups
        if named:
            self.fields["groups"] = forms.MultipleChoiceField(
                label=_("Groups that were asked"),
                choices=[(code, label) for code, label in Group.choices if code in named],
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self):
        cleaned = super().clean()
        low, value, high = (cleaned.get(name) for name in ("low", "value", "high"))
        if (low is None) != (high is None):
            self.add_error("high", _("An interval has both its ends."))
        elif value is not None and low is not None and not low <= value <= high:
            self.add_error("low", _("The figure lies within its interval."))
        return cleaned

    @property
    def entry(self) -> Entry:
        facts = {name: self.cleaned_data.get(name) for name in ("measured_by", "contract", "n", "low", "high", "level")}
        return replace(super().entry, outside=Outside(**facts))


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
