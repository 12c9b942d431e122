"""What is typed about a concern that residents named."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.directory.models import Department
from surveys.enums import CommitmentStep
from surveys.models import TextCode, Wave


class ConcernForm(forms.Form):
    heading = forms.ModelChoiceField(
        TextCode.objects.none(),
        label=_("Heading of the sorted texts"),
        required=False,
        empty_label=_("None; I write it myself"),
    )
    concern = forms.CharField(label=_("What residents named"), max_length=120, required=False)
    concern_en = forms.CharField(label=_("What residents named, in English"), max_length=200, required=False)

    def __init__(self, *args, wave: Wave, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heading"].queryset = TextCode.objects.filter(survey=wave.survey)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer to residents"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("What will be done, or why not, in two or three sentences."),
    )
    answer_en = forms.CharField(label=_("Answer in English"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    office = forms.ModelChoiceField(Department.objects.all(), label=_("Office that answers for it"), required=False)


class PromiseForm(AnswerForm):
    due_on = forms.DateField(
        label=_("Done by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class MoveForm(forms.Form):
    due_on = forms.DateField(
        label=_("New day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class FinishForm(forms.Form):
    proof = forms.CharField(
        label=_("Where anyone can see that it is done"),
        max_length=300,
        required=False,
        help_text=_("An address on this site or a place, such as: two points stand at the east gate of Hongmei Park."),
    )


FORMS = {
    CommitmentStep.PROMISE: PromiseForm,
    CommitmentStep.DECLINE: AnswerForm,
    CommitmentStep.MOVE: MoveForm,
    CommitmentStep.FINISH: FinishForm,
}
