"""Model communities and standard-reaching estates: where sorting works, since when, and how it came about."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaigns.enums import EstateKind, EstateState
from portal.directory.models import Area, Community, Labelled

STORY = 3000


class Estate(Labelled):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=EstateKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("community")
    )
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    story = models.TextField(_("how it came about"), max_length=STORY, blank=True)
    story_en = models.TextField(_("how it came about, in English"), max_length=STORY, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EstateState.choices, editable=False)
    recognised_on = models.DateField(_("recognised on"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["area__position", "kind", "-recognised_on", "pk"]
        verbose_name = _("estate")
        verbose_name_plural = _("estates")
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "name"], name="estate_once_a_kind"),
            models.CheckConstraint(
                condition=~Q(state=EstateState.RECOGNISED) | Q(recognised_on__isnull=False),
                name="estate_recognised_on_a_day",
            ),
        ]

    @property
    def told(self) -> str:
        """The story in the active language; Chinese where there is no other."""
        if (get_language() or "").startswith("en"):
            return self.story_en or self.story
        return self.story
