"""What the offices put right of a unit: asked by one, done by another, kept for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models.asked import AskedOfAnother, one_open
from cells.models.organisation import Organisation


class Correction(AskedOfAnother):
    """`before` and `after`: the changed fields as text; kind, street and community by their key."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="corrections")
    before = models.JSONField()
    after = models.JSONField()

    class Meta(AskedOfAnother.Meta):
        verbose_name = _("correction of a unit")
        constraints = [*AskedOfAnother.Meta.constraints, one_open("organisation", "correction")]

    def __str__(self):
        return f"{self.organisation} {self.get_state_display()}"
