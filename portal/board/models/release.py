"""A day that is announced for the figures of a period; how it came about stands on the ledger, and is read from there."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.board.enums import RELEASE_TONES, ReleaseState
from portal.board.targets.periods import Period, parse_period
from portal.board.targets.releases import opens_at
from portal.board.workflow import TO_COME
from portal.directory.models import Plan


class ReleaseQuerySet(models.QuerySet):
    def to_come(self):
        return self.filter(state__in=TO_COME)


class Release(models.Model):
    """Until its minute no figure of its period is published, at its minute all that were approved are.

    `set_by`: who set the day that stands now; another person confirms it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="releases")
    period = models.CharField(_("period"), max_length=10)
    day = models.DateField(_("day of release"))
    state = models.CharField(max_length=12, choices=ReleaseState.choices)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("release")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period"], condition=~Q(state=ReleaseState.CANCELLED), name="release_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("set_by")), name="release_two_persons"
            ),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.period}"

    @property
    def when(self) -> Period:
        return parse_period(self.period)

    @property
    def at(self) -> dt.datetime:
        return opens_at(self.day)

    @property
    def tone(self) -> str:
        return RELEASE_TONES[ReleaseState(self.state)]

    @property
    def is_to_come(self) -> bool:
        return self.state in TO_COME
