"""An outreach event: what it was, whom it reached, and where it stands."""

import base64
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelsearch import index

from campaigns.enums import Audience, Channel, Counting, EventState, EventType
from campaigns.models.fields import ChoiceListField, labels, marked
from campaigns.quarters import DISTRICT_TIME, Quarter
from campaigns.validators import check_attendance, check_times
from portal.cms.frame.sharing import absolute, picture_of
from portal.directory.models import Area, Community

SHORT, LONG = 120, 1000
NUMBER_BYTES = 5


def reference_of(public_id: uuid.UUID) -> str:
    """Eight letters and figures that a person can read out."""
    return base64.b32encode(public_id.bytes[:NUMBER_BYTES]).decode()


def ids_of(reference: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The least and the greatest id that has this number; None for what is no number."""
    try:
        start = base64.b32decode(reference.strip().upper())
    except ValueError:
        return None
    rest = 16 - len(start)
    known = len(start) == NUMBER_BYTES
    return (uuid.UUID(bytes=start + bytes(rest)), uuid.UUID(bytes=start + b"\xff" * rest)) if known else None


class EventQuerySet(models.QuerySet):
    def in_quarter(self, quarter: Quarter):
        return self.filter(starts_at__gte=quarter.begins_at, starts_at__lt=quarter.ends_at)

    def public(self):
        """Verified events, and those a street announced beforehand."""
        announced = Q(announced=True) & ~Q(state=EventState.WITHDRAWN)
        return self.filter(Q(state=EventState.VERIFIED) | announced)

    def public_or_cancelled(self):
        """Also events that were announced and then withdrawn: who has the link learns that."""
        return self.filter(Q(state=EventState.VERIFIED) | Q(announced=True))

    def of_areas(self, areas):
        """Events that one of the areas leads or takes part in, each once."""
        joint = Event.partner_areas.through.objects.filter(area__in=areas).values("event")
        return self.filter(Q(area__in=areas) | Q(pk__in=joint))

    def for_audience(self, audience: str):
        return self.filter(audiences__contains=marked(audience))

    def with_places(self):
        return self.select_related("area", "community")


class Event(index.Indexed, models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=SHORT)
    type = models.CharField(_("type"), max_length=20, choices=EventType.choices)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices, default=Channel.ON_SITE)
    audiences = ChoiceListField(_("audiences"), codes=Audience)
    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("campaign"),
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(pgettext_lazy("event", "place"), max_length=SHORT, blank=True)
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("community")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    partner_areas = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name=_("partner areas"))
    organiser = models.CharField(_("organiser"), max_length=SHORT, blank=True)
    partners = models.CharField(_("partners"), max_length=SHORT, blank=True)
    description = models.TextField(_("what will happen"), max_length=LONG, blank=True)
    people_reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    counting = models.CharField(_("how they were counted"), max_length=20, choices=Counting.choices, blank=True)
    households = models.PositiveIntegerField(_("households visited"), null=True, blank=True)
    leaflets = models.PositiveIntegerField(_("leaflets and gifts"), null=True, blank=True)
    consultations = models.PositiveIntegerField(_("consultations"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), max_length=LONG, blank=True)

    seats = models.PositiveSmallIntegerField(_("seats to register for"), null=True, blank=True)
    takes_check_ins = models.BooleanField(_("check-in by a code at the place"), default=False)

    state = models.CharField(_("state"), max_length=20, choices=EventState.choices, editable=False)
    announced = models.BooleanField(_("announced in the public calendar"), default=False)
    late = models.BooleanField(_("reported late"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    reported_at = models.DateTimeField(null=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    verified_at = models.DateTimeField(null=True, editable=False)

    objects = EventQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("place"),
        index.SearchField("description"),
        index.SearchField("outcome"),
        index.SearchField("organiser"),
        index.AutocompleteField("title"),
        index.FilterField("state"),
        index.FilterField("announced"),
        index.FilterField("starts_at"),
        index.FilterField("area_id"),
    ]

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_start"),
            models.Index(fields=["area", "starts_at"], name="event_area_start"),
            models.Index(fields=["state", "starts_at"], name="event_state_start"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="event_state_known"),
            models.CheckConstraint(
                condition=~Q(state=EventState.VERIFIED) | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="event_verified_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(people_reached__isnull=True) | ~Q(counting=""), name="event_people_counted_somehow"
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.starts_at and self.ends_at:
            check_times(self.starts_at, self.ends_at)
        if self.state not in {"", EventState.PLANNED}:
            check_attendance(self.channel, self.people_reached, self.counting)

    def get_structured_data(self, request) -> dict:
        """What search engines read of it."""
        takes_place = "EventCancelled" if self.state == EventState.WITHDRAWN else "EventScheduled"
        image = picture_of(self.campaign) if self.campaign else picture_of(self)
        return {
            "@type": "Event",
            "name": self.title,
            "description": self.description or self.title,
            "url": absolute(f"/events/{self.public_id}/"),
            "image": image,
            "organizer": {"@type": "Organization", "name": self.organiser or self.area.name},
            "startDate": self.starts_at.astimezone(DISTRICT_TIME).isoformat(),
            "endDate": self.ends_at.astimezone(DISTRICT_TIME).isoformat(),
            "eventStatus": f"https://schema.org/{takes_place}",
            "location": {
                "@type": "Place",
                "name": self.where,
                "address": f"{settings.DISTRICT.address}{self.area.name}",
            },
        }

    @property
    def reference(self) -> str:
        return reference_of(self.public_id)

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.starts_at)

    @property
    def audience_labels(self) -> list[str]:
        return labels(Audience, self.audiences)

    @property
    def where(self) -> str:
        """Community and place in one line; the area where neither is known."""
        parts = [self.community.label if self.community else "", self.place]
        return " ".join(part for part in parts if part) or self.area.label
