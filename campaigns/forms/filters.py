"""How a visitor narrows the calendar. What is not understood is left out, never an error page."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Audience, EventState, EventType
from campaigns.forms.choices import campaigns_open
from campaigns.quarters import midnight
from campaigns.queries import found_at_a_desk, reporting_areas, visible_events
from portal.directory.forms import LabelledChoiceField

ORDERS = {
    "latest": ("-starts_at", "-pk"),
    "earliest": ("starts_at", "pk"),
    "title": ("title", "pk"),
    "reported": ("reported_at", "pk"),
}


class DeskFilterForm(forms.Form):
    """How staff narrow and order the events that they work with."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=60, help_text=_("Any part of title, place, organiser or number.")
    )
    state = forms.ChoiceField(choices=[("", _("All states")), *EventState.choices], label=_("State"), required=False)
    type = forms.ChoiceField(
        choices=[("", _("All forms")), *EventType.choices], label=_("Form of event"), required=False
    )
    area = LabelledChoiceField(None, to_field_name="code", label=_("Area"), required=False, empty_label=_("All areas"))
    since = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    order = forms.ChoiceField(
        choices=[
            ("", _("Latest first")),
            ("earliest", _("Earliest first")),
            ("title", _("By title")),
            ("reported", _("By the day of the report")),
        ],
        label=_("Order"),
        required=False,
    )

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        if len(areas) == 1:
            del self.fields["area"]

    def asked(self) -> dict:
        """What was asked for and understood, by its name; nothing else."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self, user):
        """The events of this person that were asked for, in that order."""
        asked = self.asked()
        events = found_at_a_desk(user, asked["q"]) if "q" in asked else visible_events(user)
        events = events.filter(**{name: asked[name] for name in ("state", "type") if name in asked})
        if "area" in asked:
            events = events.of_areas([asked["area"]])
        if "since" in asked:
            events = events.filter(starts_at__gte=midnight(asked["since"]))
        if "until" in asked:
            events = events.filter(starts_at__lt=midnight(asked["until"] + dt.timedelta(days=1)))
        return events.order_by(*ORDERS[asked.get("order", "latest")])


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
