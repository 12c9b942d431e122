"""What the second person writes who sends a page back."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 500


class SendBackForm(forms.Form):
    words = forms.CharField(
        label=_("What is to be changed?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever asked for the approval reads it in the task that follows."),
    )
