"""How a person wants to be told."""

from django import forms

from portal.inbox.enums import Channel, Rhythm
from portal.inbox.models import KeptView, Preference
from portal.inbox.senders import ways_to


class PreferenceForm(forms.ModelForm):
    """The way is asked only where there are two."""

    class Meta:
        model = Preference
        fields = ["channel", "rhythm"]
        widgets = {"channel": forms.RadioSelect, "rhythm": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rhythm"].choices = Rhythm.choices
        ways = ways_to(self.instance.user)
        if len(ways) < len(Channel):
            del self.fields["channel"]
        else:
            self.fields["channel"].choices = [(way.value, way.label) for way in ways]
            self.fields["channel"].required = True


class KeptViewForm(forms.ModelForm):
    class Meta:
        model = KeptView
        fields = ["place", "name", "query"]
