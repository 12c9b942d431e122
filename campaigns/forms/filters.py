"""How a visitor narrows the calendar. What is not understood is left out, never an error page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Audience, EventType
from campaigns.forms.choices import campaigns_open
from campaigns.queries import reporting_areas
from portal.directory.forms import LabelledChoiceField


class EventFilterForm(forms.Form):
    area = LabelledChoiceField(None, to_field_name="code", label=_("Area"), required=False, empty_label=_("All areas"))
    audience = forms.ChoiceField(choices=[("", _("Everyone")), *Audience.choices], label=_("For whom"), required=False)
    type = forms.ChoiceField(
        choices=[("", _("All forms")), *EventType.choices], label=_("Form of event"), required=False
    )
    campaign = forms.ModelChoiceField(
        None, to_field_name="slug", label=_("Campaign"), required=False, empty_label=_("All campaigns")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = reporting_areas()
        self.fields["campaign"].queryset = campaigns_open()

    def narrowed(self, events):
        """The events that were asked for."""
        self.is_valid()
        if area := self.cleaned_data.get("area"):
            events = events.of_areas([area])
        if audience := self.cleaned_data.get("audience"):
            events = events.for_audience(audience)
        if kind := self.cleaned_data.get("type"):
            events = events.filter(type=kind)
        if campaign := self.cleaned_data.get("campaign"):
            events = events.filter(campaign=campaign)
        return events
