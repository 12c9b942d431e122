"""What a figure of an indicator means, in the words of the office that answers for it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User
from portal.board.enums import Handled
from portal.directory.models import Indicator

MOST_WORDS = 1000


class DefinitionQuerySet(models.QuerySet):
    def published(self):
        """Every one that stands or stood, the last first."""
        return self.filter(state=Handled.PUBLISHED)

    def waiting(self):
        return self.filter(state=Handled.WAITING)


class Definition(models.Model):
    """Said by one person, published by another; the last published stands, those before it are kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions")
    counted = models.CharField(
        _("What counts"), max_length=MOST_WORDS, help_text=_("What is in the figure, and what is not.")
    )
    base = models.CharField(
        _("Out of what"),
        max_length=MOST_WORDS,
        help_text=_("What it is divided by. Where nothing is divided, say so."),
    )
    formula = models.CharField(pgettext_lazy("definition", "Formula"), max_length=MOST_WORDS)
    source = models.CharField(
        pgettext_lazy("definition", "Where the numbers come from"),
        max_length=MOST_WORDS,
        help_text=_("Which ledger, register or statistic, and who keeps it."),
    )
    reason = models.CharField(_("Reason of the change"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=Handled.choices)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("definition of an indicator")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("entered_by")) | Q(state=Handled.RETURNED),
                name="definition_two_persons",
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(state=Handled.WAITING), name="definition_waits_once"
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.entered_at:%Y-%m-%d}"
