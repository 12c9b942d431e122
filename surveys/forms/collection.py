"""What officers and the district type in about a wave."""

import re
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.numbers import mobile_number
from portal.directory.models import Area, Community
from portal.ledger.forms import ExportForm
from portal.text import narrow_text
from surveys.enums import Admission, CallOutcome, FlagState
from surveys.models import CallNumber, Interviewed, TextCode
from surveys.models.modes import SHEETS_A_BATCH

UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNSAID = (CallOutcome.COMPLETE, CallOutcome.NOT_ATTEMPTED)
LANDLINE = re.compile(r"0[1-9][0-9]{1,2}[2-8][0-9]{6,7}")


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
    alike = forms.MultipleChoiceField(
        label=_("Texts that say the same: they go where this one goes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
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

    def __init__(self, *args, codes, alike=(), **kwargs):
        """``alike``: (name, words) of texts that are written alike."""
        super().__init__(*args, **kwargs)
        self.fields["codes"].queryset, self.fields["alike"].choices = codes, alike


class HeadingForm(forms.Form):
    """A heading that was suggested, in the words in which it is accepted."""

    label = forms.CharField(label=_("Name of the heading"), max_length=60)
    label_en = forms.CharField(label=_("The new heading in English"), max_length=60, required=False)


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
        choices=[choice for choice in CallOutcome.choices if choice[0] not in UNSAID],
        widget=forms.RadioSelect,
    )


class NumberCallForm(CallForm):
    """Of a number of the list."""

    outcome = forms.ChoiceField(
        label=_("How the call ended"),
        choices=[choice for choice in CallOutcome.choices if choice[0] != CallOutcome.NOT_ATTEMPTED],
        widget=forms.RadioSelect,
    )
    call_back = forms.DateTimeField(
        label=_("Call back from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Where the person named a time. Beijing time."),
    )


class BackCheckForm(forms.Form):
    """What was asked again of one officer's interviews."""

    interviewed = forms.ModelChoiceField(Interviewed.objects.none())
    checked = forms.IntegerField(label=_("Asked again"), min_value=1, max_value=5000)
    confirmed = forms.IntegerField(label=_("Said that it was so"), min_value=0, max_value=5000)

    def __init__(self, *args, wave, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["interviewed"].queryset = wave.interviewed.all()


class NumberCheckForm(forms.Form):
    """What came of calling a number once more."""

    number = forms.ModelChoiceField(CallNumber.objects.none(), to_field_name="public_id")
    confirmed = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")

    def __init__(self, *args, wave, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].queryset = wave.numbers.filter(is_for_check=True)


class NumbersForm(forms.Form):
    numbers = forms.CharField(
        label=_("Numbers to call"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "inputmode": "tel", "autocomplete": "off"}),
        help_text=_(
            "One a line, without names. They are sealed, shown to nobody but who calls, and erased at the close."
        ),
    )
    source = forms.CharField(
        label=_("Who gave them, and on what ground"),
        max_length=200,
        help_text=_("It is kept on record; the numbers are not."),
    )

    def clean_numbers(self) -> list[str]:
        found, wrong = [], []
        for line, text in enumerate(self.cleaned_data["numbers"].splitlines(), 1):
            if text.strip():
                number = called_number(text)
                found.append(number)
                wrong += [] if number else [str(line)]
        if wrong:
            raise forms.ValidationError(
                _("These lines hold no telephone number: %(lines)s") % {"lines": ", ".join(wrong[:20])}
            )
        return list(dict.fromkeys(found))


def called_number(text: str) -> str:
    """A mobile number, or one of the landline with its area code; empty for anything else."""
    digits = re.sub(r"[^0-9]", "", narrow_text(text))
    return mobile_number(text) or (digits if LANDLINE.fullmatch(digits) else "")


class FlagForm(forms.Form):
    """One decision for the flags that were picked out, or for all of a group."""

    flag = forms.TypedMultipleChoiceField(coerce=UUID, required=False)
    group = forms.CharField(max_length=16, required=False)
    state = forms.ChoiceField(choices=[choice for choice in FlagState.choices if choice[0] != FlagState.OPEN])
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        posted = data.getlist("flag") if data else []
        self.fields["flag"].choices = [(value, value) for value in posted if UUID_TEXT.fullmatch(value)]


class DecisionForm(forms.Form):
    publish = forms.BooleanField(required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
