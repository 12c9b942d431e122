"""What an auditor looks for, and what somebody is asked who takes rows out."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User
from portal.ledger.models import Entry


class EntryFilter(forms.Form):
    """Filters of the list of entries, sent by GET."""

    action = forms.CharField(
        label=_("Action"), required=False, max_length=80, help_text=_("Its beginning is enough, such as application.")
    )
    actor = forms.CharField(
        label=_("Who"), required=False, max_length=150, help_text=_("User name or public id of an account.")
    )
    subject = forms.CharField(label=_("About what"), required=False, max_length=120)
    since = forms.DateField(
        label=pgettext_lazy("date", "From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(label=pgettext_lazy("date", "To"), required=False, widget=forms.DateInput({"type": "date"}))

    def clean(self):
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("The end lies before the beginning."))
        return data

    def chosen(self) -> QuerySet[Entry]:
        """The entries that pass; all of them while the form has errors."""
        entries = Entry.objects.all()
        if not self.is_valid():
            return entries
        data = self.cleaned_data
        wanted = {
            "action__startswith": data["action"],
            "subject__startswith": data["subject"],
            "actor": _public_id(data["actor"]),
            "recorded_at__gte": _start_of(data["since"]),
            "recorded_at__lt": _start_of(data["until"] and data["until"] + timedelta(days=1)),
        }
        return entries.filter(**{name: value for name, value in wanted.items() if value})


def _public_id(text: str) -> str:
    user = User.objects.filter(username=text).first() if text else None
    return str(user.public_id) if user else text


def _start_of(day) -> datetime | None:
    return make_aware(datetime.combine(day, time.min)) if day else None


class ExportForm(forms.Form):
    """Why rows leave as a file; the button says as which."""

    reason = forms.CharField(
        label=_("What do you need the file for?"),
        min_length=4,
        max_length=200,
        help_text=_(
            "One line. It stands in the ledger, with your name, the number of rows and the fingerprint of the file."
        ),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    ending = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(self, data, *, endings: Iterable[str], reason: str = ""):
        super().__init__(data, initial={"reason": reason})
        self.fields["ending"].choices = [(ending, ending) for ending in endings]
