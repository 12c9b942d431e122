"""What an office says of its rows of the next plan."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.directory.models import Department
from portal.directory.records import IndicatorRecord


class RemarkForm(forms.Form):
    office = forms.ChoiceField(label=pgettext_lazy("remark", "Office"))
    number = forms.TypedChoiceField(label=_("Row of the plan"), coerce=int, empty_value=None, required=False)
    text = forms.CharField(label=_("Remark"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, offices: Sequence[Department], rows: Sequence[IndicatorRecord], **kwargs):
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in offices}
        self.fields["office"].choices = [(office.code, office.label) for office in offices]
        chosen = [(row.number, f"{row.number} {row.name}") for row in rows]
        self.fields["number"].choices = [("", _("The plan as a whole")), *chosen]
        if "nothing" in self.data:
            self.fields["text"].required = False

    @property
    def said(self) -> dict:
        """An office that has nothing to say says so of the plan as a whole."""
        office, is_nothing = self.offices[self.cleaned_data["office"]], "nothing" in self.data
        text = "" if is_nothing else self.cleaned_data["text"]
        return {"office": office, "number": None if is_nothing else self.cleaned_data["number"], "text": text}


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
