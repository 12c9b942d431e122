"""What officers and the district type in about a wave."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.directory.models import Area, Community
from portal.ledger.forms import ExportForm
from surveys.enums import Admission, CallOutcome, FlagState
from surveys.models import TextCode
from surveys.models.modes import SHEETS_A_BATCH


class PlaceForm(forms.Form):
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"), empty_label=None)
    community = forms.ModelChoiceField(
        Community.objects.none(), label=_("Community or village"), required=False, empty_label=_("Not in one community")
    )
    venue = forms.CharField(
        label=_("Venue"), max_length=100, help_text=_("As people there call it, such as: east gate of Hongmei Park.")
    )

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["community"].queryset = Community.objects.filter(area__in=areas, valid_until__isnull=True)
        for name in ("area", "community"):
            self.fields[name].label_from_instance = lambda place: place.label


class InvitationForm(ExportForm):
    field_order = ("count", "reason")

    count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=5000,
        help_text=_("One link for each person or organisation asked. Each takes one answer."),
    )


class TokenForm(forms.Form):
    invitation = forms.CharField(
        label=_("Link or code of your invitation"),
        max_length=300,
        help_text=_("Copy the whole link, or type what stands behind its last stroke."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ImportForm(forms.Form):
    file = forms.FileField(label=_("XLSForm (.xlsx)"))


class ReasonForm(forms.Form):
    """A reason where one is needed; whether it is needed is the operation's affair."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class EndForm(forms.Form):
    closes_at = forms.DateTimeField(
        label=_("New end"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It stands with the results."))


class AdmissionForm(forms.Form):
    admission = forms.ChoiceField(
        label=_("Who may answer"),
        choices=Admission.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Fixed once the wave is open. Unless anyone may answer, figures are made of the invited people’s answers alone."
        ),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)


class SortForm(forms.Form):
    """One text under the headings that fit it."""

    text = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.ModelMultipleChoiceField(
        TextCode.objects.none(), label=_("Headings that fit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_code = forms.CharField(
        label=_("A new heading"),
        max_length=60,
        required=False,
        help_text=_("A few words that fit many texts, with no name, number or address of anybody."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    new_code_en = forms.CharField(
        label=_("The new heading in English"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codes"].queryset = codes


class TextAskedForm(forms.Form):
    """Of the address: a text to look at again, and the one that was sorted just now."""

    text = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class BatchForm(forms.Form):
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"), empty_label=None)
    label = forms.CharField(
        label=_("Where and when the sheets were collected"),
        max_length=100,
        help_text=_("Write it on the stack as well, and number the sheets from 1."),
    )
    sheets = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=SHEETS_A_BATCH)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].label_from_instance = lambda place: place.label


class CallForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("The call ended without an interview"),
        choices=[choice for choice in CallOutcome.choices if choice[0] != CallOutcome.COMPLETE],
        widget=forms.RadioSelect,
    )


class FlagForm(forms.Form):
    flag = forms.UUIDField()
    state = forms.ChoiceField(choices=[choice for choice in FlagState.choices if choice[0] != FlagState.OPEN])
    reason = forms.CharField(label=_("Reason"), max_length=300)


class DecisionForm(forms.Form):
    publish = forms.BooleanField(required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
