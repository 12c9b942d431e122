"""What an office says of a task or a project of the plan, a quarter at a time."""

from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.board.enums import PROGRESS_TONES, Progress
from portal.board.models.handling import NOT_BOTH, REVISION_HAS_REASON, TWO_PERSONS, Handled, HandledQuerySet
from portal.board.targets.periods import Period, parse_period
from portal.directory.models import Area, Department, PlanProject, PlanTask
from portal.evidence.models import StoredFile

ONE_SUBJECT = Q(task__isnull=False, project__isnull=True) | Q(task__isnull=True, project__isnull=False)
ONE_OWNER = Q(department__isnull=False, area__isnull=True) | Q(department__isnull=True, area__isnull=False)


class ProgressNoteQuerySet(HandledQuerySet):
    def standing(self):
        """Of each subject, office and quarter the last one published."""
        later = self.model.objects.published().filter(
            Q(task=OuterRef("task")) | Q(project=OuterRef("project")),
            Q(department=OuterRef("department")) | Q(area=OuterRef("area")),
            quarter=OuterRef("quarter"),
            pk__gt=OuterRef("pk"),
        )
        return self.published().exclude(Exists(later))

    def with_names(self):
        return self.select_related("task__plan", "project__plan", "department", "area", "revision_of")


class ProgressNote(Handled):
    task = models.ForeignKey(PlanTask, models.PROTECT, null=True, blank=True, related_name="notes")
    project = models.ForeignKey(PlanProject, models.PROTECT, null=True, blank=True, related_name="notes")
    quarter = models.CharField(pgettext_lazy("period", "quarter"), max_length=10)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    standing = models.CharField(_("how it stands"), max_length=12, choices=Progress.choices)
    text = models.CharField(_("progress"), max_length=1000)
    blocked = models.CharField(_("what is blocked"), max_length=500, blank=True)
    spent_wan_yuan = models.DecimalField(
        _("spent so far (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    objects = ProgressNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("progress note")
        constraints = [
            models.CheckConstraint(condition=TWO_PERSONS, name="progress_two_persons"),
            models.CheckConstraint(condition=REVISION_HAS_REASON, name="progress_revision_has_reason"),
            models.CheckConstraint(condition=NOT_BOTH, name="progress_not_approved_and_declined"),
            models.CheckConstraint(condition=ONE_SUBJECT, name="progress_task_or_project"),
            models.CheckConstraint(condition=ONE_OWNER, name="progress_one_office"),
            models.CheckConstraint(
                condition=Q(spent_wan_yuan__isnull=True) | Q(project__isnull=False, spent_wan_yuan__gte=0),
                name="progress_money_of_projects",
            ),
        ] + [
            models.UniqueConstraint(
                fields=[subject, owner, "quarter"],
                condition=Q(**{"revision_of__isnull": True, f"{subject}__isnull": False, f"{owner}__isnull": False}),
                name=f"progress_first_{subject}_{owner}",
            )
            for subject in ("task", "project")
            for owner in ("department", "area")
        ]

    def __str__(self):
        return f"{self.subject} {self.quarter}"

    @property
    def subject(self) -> PlanTask | PlanProject:
        return self.task or self.project

    @property
    def owner(self) -> Department | Area:
        return self.department or self.area

    @property
    def when(self) -> Period:
        return parse_period(self.quarter)

    @property
    def tone(self) -> str:
        return PROGRESS_TONES[Progress(self.standing)]

    @property
    def share_spent(self) -> int | None:
        """Hundredths of the planned money; more than planned is said as it is."""
        planned = self.project.investment_wan_yuan if self.project_id else Decimal(0)
        return int(self.spent_wan_yuan * 100 / planned) if planned and self.spent_wan_yuan is not None else None


class ProgressEvidence(models.Model):
    note = models.ForeignKey(ProgressNote, models.CASCADE, related_name="evidence")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "stored"], name="progress_evidence_once")]

    def __str__(self):
        return self.stored.name
