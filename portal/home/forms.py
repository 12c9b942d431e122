"""What visitors look for, and what they tell us."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.home.models import Feedback
from portal.home.models.feedback import About

QUERY_MOST = 100


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), max_length=QUERY_MOST, required=False)
    kind = forms.CharField(required=False, max_length=20)


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = ["about", "text", "page"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6}), "page": forms.HiddenInput}
        help_texts = {
            "text": _(
                "Please leave out names, phone numbers and identity numbers: they are not needed for an answer. "
                "About an answer to a survey: give the reference on its receipt."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].required = False

    def clean_about(self) -> str:
        return self.cleaned_data["about"] or About.MESSAGE


class FeedbackAnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6}))


class FeedbackLookupForm(forms.Form):
    reference = forms.CharField(label=_("Reference"), max_length=20)

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"].strip().upper()
        if not Feedback.objects.filter(reference=reference).exists():
            raise forms.ValidationError(_("There is no message with this reference. Please check each sign."))
        return reference


class LeaveForm(forms.Form):
    sure = forms.BooleanField(label=_("I understand that this cannot be undone"))
