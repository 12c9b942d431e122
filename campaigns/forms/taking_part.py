"""What a visitor is asked: how many come, how many are there, three questions. Never a name, a phone or a place."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Learnt, Worth
from campaigns.models.taking_part import TOGETHER, WORDS


class VisitorForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"initial": {"key": uuid.uuid4(), "people": 1}, **kwargs})


class PeopleForm(VisitorForm):
    people = forms.IntegerField(
        label=_("How many people, you included?"),
        min_value=1,
        max_value=TOGETHER,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ImpressionForm(VisitorForm):
    worth = forms.ChoiceField(
        label=_("Was it worth coming?"), choices=Worth.choices, required=False, widget=forms.RadioSelect
    )
    learnt = forms.ChoiceField(
        label=_("Will you use something of it at home?"),
        choices=Learnt.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What should be different next time?"),
        max_length=WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the organisers read this. Please leave out names and phone numbers."),
    )

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name, "").strip() for name in ("worth", "learnt", "words")):
            raise forms.ValidationError(_("Answer one of the three questions at least."), code="empty")
        return data
