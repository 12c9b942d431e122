"""What stands against a unit, with its date and source: read when an application is accepted."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import DiscreditKind
from cells.validators import LENGTH, validate_code_shape
from cells.workflow import Validity


class DiscreditQuerySet(models.QuerySet):
    def standing_since(self, day):
        """Not lifted, and found on that day or later."""
        return self.filter(lifted_at=None, found_on__gte=day)

    def matching(self, words):
        """Whose name holds the words or whose code begins with them; all for none."""
        return self.filter(Q(unit__icontains=words) | Q(credit_code__istartswith=words)) if words else self


class Discredit(models.Model):
    """By credit code, for a unit may be known to the offices before it is known to the portal."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    credit_code = models.CharField(
        _("unified social credit code"), max_length=LENGTH, db_index=True, validators=[validate_code_shape]
    )
    unit = models.CharField(_("name of the unit"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=DiscreditKind.choices)
    found_on = models.DateField(_("found on"))
    source = models.CharField(_("document number or source"), max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    lift_reason = models.TextField(blank=True)

    objects = DiscreditQuerySet.as_manager()

    class Meta:
        ordering = ["-found_on", "-pk"]
        verbose_name = _("discredit record")
        verbose_name_plural = _("discredit records")
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lift_reason="") & Q(lifted_by__isnull=False),
                name="discredit_is_lifted_with_reason",
            ),
            models.UniqueConstraint(fields=["credit_code", "kind", "found_on", "source"], name="discredit_once"),
        ]

    def __str__(self):
        return f"{self.unit} {self.get_kind_display()}"

    @property
    def state(self) -> Validity:
        return Validity.ENDED if self.lifted_at else Validity.STANDS
