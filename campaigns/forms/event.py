"""What a street officer fills in. A plan asks for little; a report adds people and proof."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Audience, Channel, EventType
from campaigns.forms.choices import campaigns_open, communities_by_area
from campaigns.models import Event
from campaigns.models.event import LONG, SHORT
from campaigns.quarters import DISTRICT_TIME
from campaigns.queries import checked_in
from campaigns.validators import check_times
from portal import clock
from portal.directory.forms import LabelledChoiceField, LabelledMultipleChoiceField
from portal.directory.models import Area, AreaKind, Community

MOST = 1_000_000
MOST_SEATS = 5000
# In January one reports what was held in December.
NEAR = dt.timedelta(days=60)


class EventForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    area = LabelledChoiceField(Area.objects.none(), label=_("Area"), empty_label=None)
    title = forms.CharField(label=_("Title"), max_length=SHORT)
    type = forms.ChoiceField(label=_("Form of event"), choices=EventType.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Earlier than the start means the next day."),
    )
    community = forms.ModelChoiceField(
        Community.objects.none(), label=_("Community"), required=False, empty_label=_("None in particular")
    )
    place = forms.CharField(label=_("Place"), max_length=SHORT, required=False)
    audiences = forms.MultipleChoiceField(
        label=_("Audiences"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    campaign = forms.ModelChoiceField(None, label=_("Campaign"), required=False, empty_label=_("None"))
    partner_areas = LabelledMultipleChoiceField(
        Area.objects.none(),
        label=_("Held together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One record is enough: the others need not enter it again."),
    )
    organiser = forms.CharField(label=_("Organiser"), max_length=SHORT, required=False)
    partners = forms.CharField(label=_("Partners"), max_length=SHORT, required=False)
    description = forms.CharField(
        label=_("What will happen"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    sure = forms.BooleanField(label=_("It is right as I wrote it"), required=False)

    DETAILS = ("channel", "campaign", "partner_areas", "organiser", "partners", "description")

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_doubtful = False
        self.areas = list(areas)
        self.fields["area"].queryset = areas
        if len(self.areas) == 1 or "version" in self.initial:
            del self.fields["area"]
        others = Area.objects.exclude(kind=AreaKind.DISTRICT)
        self.fields["partner_areas"].queryset = others.exclude(pk=self.areas[0].pk) if len(self.areas) == 1 else others
        self.fields["campaign"].queryset = campaigns_open()
        self.fields["community"].queryset = Community.objects.all()
        self.fields["community"].choices = communities_by_area(self.areas)

    def clean(self):
        data = super().clean()
        if {"day", "begins", "ends"} <= data.keys():
            start = dt.datetime.combine(data["day"], data["begins"], DISTRICT_TIME)
            end = dt.datetime.combine(data["day"], data["ends"], DISTRICT_TIME)
            data["starts_at"], data["ends_at"] = start, end if end >= start else end + dt.timedelta(days=1)
            self.check(check_times, data["starts_at"], data["ends_at"])
        return data

    def _post_clean(self):
        """Last of all, what may be right but mostly is a slip is asked about once."""
        super()._post_clean()
        found = [] if self.errors or self.cleaned_data.get("sure") else doubts(self.cleaned_data, clock.today())
        self.is_doubtful = bool(found or self.cleaned_data.get("sure"))
        for words in found:
            self.add_error("sure", words)

    def check(self, rule, *values):
        """Ask a rule; what it refuses appears at the field of the form that stands for it."""
        try:
            rule(*values)
        except ValidationError as refusal:
            for name, errors in refusal.error_dict.items():
                self.add_error({"ends_at": "ends", "starts_at": "begins"}.get(name, name), errors)

    @property
    def detail_fields(self) -> list:
        return [self[name] for name in self.DETAILS if name in self.fields]

    @property
    def details_wrong(self) -> bool:
        """Whether an error hides among the details that start folded."""
        return any(name in self.errors for name in self.DETAILS)

    @property
    def chosen_area(self) -> Area:
        return self.cleaned_data.get("area") or self.areas[0]

    def facts(self) -> dict:
        own = {"key", "version", "area", "day", "begins", "ends", "partner_areas", "sure"}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}


def doubts(data: Mapping[str, Any], today: dt.date) -> list[str]:
    """What may be right, but mostly is a slip: a whole day, another year, nobody there."""
    said = {
        _("It ends at the minute at which it begins: then it lasts a whole day."): data["begins"] == data["ends"],
        _("The date is of another year."): data["day"].year != today.year and abs(data["day"] - today) > NEAR,
        _("Nobody was reached."): data.get("people_reached") == 0,
    }
    return [str(words) for words, holds in said.items() if holds]


class PlanForm(EventForm):
    seats = forms.IntegerField(
        label=_("Seats to register for"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Leave it empty if people just come. Nobody gives a name to register."),
    )
    takes_check_ins = forms.BooleanField(
        label=_("Check-in by a code at the place"),
        required=False,
        help_text=_("Visitors may scan it; nobody has to, and no name or phone is kept."),
    )
    announced = forms.BooleanField(
        label=_("Show in the public calendar"),
        required=False,
        help_text=_("Residents see title, time, place and what will happen."),
    )

    DETAILS = (*EventForm.DETAILS, "seats", "takes_check_ins")


def blank_initial(now: dt.datetime, last: Event | None = None, *, ahead: bool = False) -> dict:
    """Sensible defaults: just over, or the coming week, and whatever the officer chose last time."""
    local = now.astimezone(DISTRICT_TIME).replace(minute=0, second=0, microsecond=0)
    start = local.replace(hour=9) + dt.timedelta(days=7) if ahead else local - dt.timedelta(hours=2)
    habits = {"channel": Channel.ON_SITE, "audiences": [Audience.COMMUNITIES, Audience.FAMILIES]}
    if last:
        habits = {"channel": last.channel, "audiences": last.audiences, "community": last.community_id}
        habits |= {"organiser": last.organiser, "area": last.area_id}
    times = {"day": start.date(), "begins": start.time(), "ends": (start + dt.timedelta(hours=2)).time()}
    return {"key": uuid.uuid4(), "counting": "estimated", "announced": True, **times, **habits}


REPEATED = (
    *("title", "type", "channel", "audiences", "place", "organiser", "partners", "description"),
    *("seats", "takes_check_ins"),
)
REPORTED = ("people_reached", "counting", "households", "leaflets", "consultations", "outcome", "announced")


def repeat_initial(event: Event, now: dt.datetime, *, ahead: bool = False) -> dict:
    """A former event again: everything but its figures, on a new day at the same hours."""
    start, end = (moment.astimezone(DISTRICT_TIME) for moment in (event.starts_at, event.ends_at))
    same = {name: getattr(event, name) for name in REPEATED}
    same |= {"community": event.community_id, "campaign": event.campaign_id, "area": event.area_id}
    same |= {"partner_areas": [area.pk for area in event.partner_areas.all()]}
    return blank_initial(now, ahead=ahead) | same | {"begins": start.time(), "ends": end.time()}


def change_initial(event: Event, now: dt.datetime) -> dict:
    """The event as it stands, to be changed or reported."""
    kept = {name: getattr(event, name) for name in REPORTED}
    kept["counting"] = event.counting or "estimated"
    if event.people_reached is None and (scanned := checked_in(event)):
        kept |= {"people_reached": scanned, "counting": "scanned"}
    day = event.starts_at.astimezone(DISTRICT_TIME).date()
    return repeat_initial(event, now) | kept | {"day": day, "version": event.version}
