"""What residents named, and what the district answered: an office, a day, a proof."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.directory.models import Department
from surveys.enums import CommitmentState
from surveys.models.coding import TextCode
from surveys.models.survey import Wave


class Commitment(models.Model):
    """One main concern of a wave with its answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="commitments")
    concern = models.CharField(_("what residents named"), max_length=120)
    concern_en = models.CharField(_("what residents named, in English"), max_length=200, blank=True)
    heading = models.ForeignKey(
        TextCode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("heading of the texts")
    )
    answer = models.TextField(_("answer"), blank=True)
    answer_en = models.TextField(_("answer in English"), blank=True)
    office = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office that answers for it"),
    )
    due_on = models.DateField(_("done by"), null=True, blank=True)
    proof = models.CharField(_("where anyone can see that it is done"), max_length=300, blank=True)
    finished_on = models.DateField(null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState.choices, default=CommitmentState.NAMED)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("commitment")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CommitmentState.NAMED) | Q(office__isnull=False) & ~Q(answer=""),
                name="commitment_answered_by_an_office",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CommitmentState.PROMISED, CommitmentState.DONE]) | Q(due_on__isnull=False),
                name="commitment_promised_for_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.DONE) | ~Q(proof=""), name="commitment_done_with_a_proof"
            ),
        ]

    def __str__(self):
        return self.concern

    @property
    def concern_words(self) -> str:
        return (self.concern_en if get_language() == "en" else "") or self.concern

    @property
    def answer_words(self) -> str:
        return (self.answer_en if get_language() == "en" else "") or self.answer

    def is_late(self, on: date) -> bool:
        """From the day after the one that was promised."""
        return self.state == CommitmentState.PROMISED and self.due_on is not None and self.due_on < on
