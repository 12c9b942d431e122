"""What the portal remembers of its own duties, so that a restart does not begin from nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DutyRecord(models.Model):
    """One duty: when it is due, who has it in hand, how it went last. Written by portal.upkeep.operations.duties."""

    name = models.CharField(_("duty"), max_length=60, primary_key=True)
    known_at = models.DateTimeField(_("known since"))
    due_at = models.DateTimeField(_("due at"))
    # Of the run that has it in hand, and until when others keep their hands off; renewed while the process lives.
    token = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    succeeded_at = models.DateTimeField(_("last success"), null=True, blank=True)
    failed_at = models.DateTimeField(_("last failure"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failure = models.CharField(_("failure"), max_length=300, blank=True)

    class Meta:
        default_permissions = []
        verbose_name = _("duty")
        verbose_name_plural = _("duties")

    def __str__(self):
        return self.name
