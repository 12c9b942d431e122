"""What the district fills in: words at the items to put right, or a reason to withdraw."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Item, PartnerStep
from campaigns.models.event import LONG


class ReturnForm(forms.Form):
    """One line for each item; whatever is written in names that item."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item in Item:
            self.fields[item.value] = forms.CharField(label=item.label, max_length=LONG, required=False)

    def clean(self):
        data = super().clean()
        if not self.items():
            raise forms.ValidationError(_("Name at least one item and say what to put right."), code="items")
        return data

    def items(self) -> dict[str, str]:
        return {item.value: self.cleaned_data[item.value] for item in Item if self.cleaned_data.get(item.value)}


class PartnerForm(forms.Form):
    """What an area answers that was named as a partner. `areas`: those for which this person may."""

    area = forms.ModelChoiceField(None, to_field_name="code")
    step = forms.ChoiceField(choices=PartnerStep.choices)
    reason = forms.CharField(required=False, max_length=LONG)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas


class WithdrawForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why is it withdrawn?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
