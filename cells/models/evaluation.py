"""Evaluations by two persons who do not see each other, and the decision of a third."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import AssignmentState, MarkState, Outcome
from cells.models.application import Application
from cells.rubric.criteria import Given
from cells.rubric.definition import read_given


class Assignment(models.Model):
    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    recusal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "evaluator"], name="assignment_once"),
            models.CheckConstraint(
                condition=~Q(evaluator=models.F("assigned_by")), name="assignment_not_by_the_evaluator"
            ),
        ]

    def __str__(self):
        return f"{self.application} {self.get_state_display()}"


class Evaluation(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="evaluation")
    revision = models.PositiveIntegerField(default=1)
    comment = models.TextField(_("comment"), blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return str(self.assignment)

    def given(self) -> dict[str, Given]:
        return {score.criterion: score.given for score in self.scores.all()}


class CriterionScore(models.Model):
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=20)
    state = models.CharField(max_length=15, choices=MarkState.choices)
    value = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    # As its evaluation is. From then on the database refuses to change it, and a trigger can ask no other table.
    is_submitted = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "criterion"], name="criterion_score_once")]

    def __str__(self):
        return self.criterion

    @property
    def given(self) -> Given:
        return read_given({**self.value, "state": self.state})


class Decision(models.Model):
    """What was decided and everything it rests on, frozen (no update or delete: trigger in the database)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    # Of one application: 1, and one more for each time that it was decided anew.
    number = models.PositiveSmallIntegerField(default=1, db_default=1)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    level = models.CharField(max_length=20, blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=2)
    bonus = models.DecimalField(max_digits=5, decimal_places=2)
    reasons = models.TextField(_("reasons"))
    frozen = models.JSONField()
    digest = models.CharField(max_length=64)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="decision_once_a_round"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.GRANTED) & ~Q(level="") | Q(outcome=Outcome.REFUSED, level=""),
                name="decision_level_fits_outcome",
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="decision_score_range"),
            models.CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons"),
        ]

    def __str__(self):
        return f"{self.application} {self.get_outcome_display()}"
