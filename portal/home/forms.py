"""What visitors look for, and what they tell us."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.directory.forms import LabelledChoiceField
from portal.directory.holiday_checks import troubles_of
from portal.directory.holiday_notice import Reading, read_notice
from portal.directory.models import Department
from portal.home.models import Feedback
from portal.home.models.feedback import About
from portal.home.results.days_off import fault_words, trouble_words

QUERY_MOST = 100


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), max_length=QUERY_MOST, required=False)
    kind = forms.CharField(required=False, max_length=20)


class FeedbackForm(forms.ModelForm):
    # Of this form: sent twice it is one message. A page that was open before there were keys sends none.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

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
    public_words = forms.CharField(
        label=_("In one sentence for the public list"),
        help_text=_(
            "What was wrong and what was done, without names and addresses. It is shown once its sender calls it "
            "solved. Empty: it is not listed."
        ),
        max_length=200,
        required=False,
    )


class FeedbackPassOnForm(forms.Form):
    answer = forms.CharField(
        label=_("Who decides, and how to reach them"),
        help_text=_("The sender also gets the message as a text to copy for hotline 12345."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FeedbackHandOverForm(forms.Form):
    department = LabelledChoiceField(Department.objects.all(), label=_("Office that answers"))


class FeedbackSettleForm(forms.Form):
    """From its sender: solved, or what is still wrong."""

    solved = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])
    reason = forms.CharField(label=_("What is still wrong?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = self.data.get("solved") != "yes"


class FeedbackLookupForm(forms.Form):
    reference = forms.CharField(label=_("Reference"), max_length=20)

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"].strip().upper()
        if not Feedback.objects.filter(reference=reference).exists():
            raise forms.ValidationError(_("There is no message with this reference. Please check each sign."))
        return reference


class LeaveForm(forms.Form):
    sure = forms.BooleanField(label=_("I understand that this cannot be undone"))


class CalendarForm(forms.Form):
    """The State Council's list of a year, as published or one date a line."""

    text = forms.CharField(
        label=_("The list of days off"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Paste the whole notice of the State Council, or write one date a line: 2027-01-01 off for a day off, "
            "2027-01-09 work for a day of the weekend that is worked."
        ),
    )
    is_compared = forms.BooleanField(
        required=False, label=_("I compared it with the published notice: its days off are as printed there")
    )

    def __init__(self, year: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        self.reading: Reading | None = None

    def clean_text(self):
        text = self.cleaned_data["text"]
        reading = read_notice(text, self.year)
        wrong = [fault_words(fault) for fault in reading.faults]
        wrong = wrong or [trouble_words(trouble) for trouble in troubles_of(reading.days, self.year)]
        if wrong:
            raise forms.ValidationError(wrong)
        self.reading = reading
        return text
