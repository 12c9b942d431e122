"""What the page of a pilot sends when it is left or sent."""

from django import forms

from surveys.models import Wave
from surveys.models.pilot import WORD
from surveys.operations.pilot import Note

LONGEST = 24 * 60 * 60


class VisitForm(forms.Form):
    word = forms.RegexField(WORD)
    question = forms.CharField(max_length=100, required=False)
    seconds = forms.IntegerField(min_value=0, max_value=LONGEST)
    is_sent = forms.BooleanField(required=False)

    def __init__(self, *args, wave: Wave, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {item.id for item in wave.version.questionnaire.items} if wave.version else set()

    def clean_question(self) -> str:
        question = self.cleaned_data["question"]
        if question and question not in self.known:
            raise forms.ValidationError("unknown")
        return question

    @property
    def note(self) -> Note:
        return Note(**self.cleaned_data)
