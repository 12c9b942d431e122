from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.event import Event
from portal.directory.models import Area


class PartnerConfirmation(models.Model):
    """That an area held this event together with the one that reports it, said by its own officer."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="confirmations")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("confirmation of a partner")
        constraints = [models.UniqueConstraint(fields=["event", "area"], name="partner_confirms_once")]

    def __str__(self):
        return f"{self.event} {self.area}"
