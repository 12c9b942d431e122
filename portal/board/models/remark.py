"""What an office says of its rows of the next plan, and what who drew it up answers."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.board.models.draft import PlanDraft
from portal.directory.models import Department


class PlanRemark(models.Model):
    """`number`: of the row that is meant, none for the whole. Without words the office has nothing to say."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(PlanDraft, models.PROTECT, related_name="remarks")
    office = models.ForeignKey(Department, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("row of the plan"), null=True, blank=True)
    text = models.CharField(_("remark"), max_length=500, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("remark on a plan")
        constraints = [
            models.CheckConstraint(condition=Q(answer="") | ~Q(text=""), name="plan_remark_answers_words"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None) | ~Q(answer="") & Q(answered_by__isnull=False),
                name="plan_remark_answered_by_someone",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self) -> bool:
        """Something was said, and nobody has answered."""
        return bool(self.text) and not self.answer
