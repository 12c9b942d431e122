"""The next plan before its day: kept as plain data, so that nothing of it is public."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.board.enums import DraftState
from portal.directory.models import Plan


class PlanDraft(models.Model):
    """`content`: its records and our English for them. It never changes; what is wrong comes in as another draft."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField()
    name = models.CharField(_("name of the plan"), max_length=200)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    content_hash = models.CharField(max_length=64)
    live_on = models.DateField(_("in force from"))
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(max_length=10, choices=DraftState.choices)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=300, blank=True)
    plan = models.OneToOneField(Plan, models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        ordering = ["-entered_at", "-pk"]
        verbose_name = _("draft of a plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("entered_by")) | Q(state=DraftState.RETURNED),
                name="plan_draft_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state=DraftState.LIVE, plan__isnull=False) | ~Q(state=DraftState.LIVE) & Q(plan=None),
                name="plan_draft_is_live_with_its_plan",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(state=DraftState.RETURNED),
                name="plan_draft_open_once",
            ),
        ]

    def __str__(self):
        return self.name
