"""Applications: a unit's self-assessment, answer by answer, with its evidence."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import ApplicationStatus, MarkState
from cells.models.organisation import Organisation
from cells.models.scheme import Rubric, Rules, in_language
from cells.rubric.criteria import Given
from cells.rubric.definition import read_given
from cells.rubric.terms import Terms, read_terms
from cells.workflow import RUNNING
from portal.accounts.sealed import SealedTextField
from portal.evidence.models import StoredFile


class Application(models.Model):
    """One writer of status: cells.operations.steps.move."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="applications")
    status = models.CharField(_("status"), max_length=12, choices=ApplicationStatus.choices)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    rubric_digest = models.CharField(max_length=64, blank=True)
    # What the scheme said when it was handed in; until then it says what it says.
    rules = models.ForeignKey(Rules, models.PROTECT, null=True, blank=True, related_name="applications")
    statement_name = SealedTextField(_("name of the person who signed"), blank=True, default="")
    return_items = models.JSONField(default=list, blank=True)
    return_note = models.TextField(blank=True)
    return_due_on = models.DateField(null=True, blank=True)
    # Of the file it was carried over from: code and words of what is asked no more.
    dropped = models.JSONField(default=list, db_default=[], blank=True)
    refusal_reason = models.TextField(blank=True)
    # How often its decision was reopened: what is decided and published belongs to one of these rounds.
    reopened = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The last day of the office whose turn it is, and the working days it had left when it returned the file.
    due_on = models.DateField(_("due on"), null=True, blank=True)
    workdays_left = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [models.Index(fields=["status", "changed_at"]), models.Index(fields=["-changed_at", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="application_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
                | Q(submitted_at__isnull=False) & ~Q(rubric_digest=""),
                name="application_rubric_frozen_at_submission",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status__in=sorted(RUNNING)),
                name="application_one_running_for_a_unit",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def terms(self) -> Terms:
        return self.rules.terms if self.rules else read_terms(self.rubric.unit_type.plain_terms())

    @property
    def kind_label(self) -> str:
        if self.rules is None:
            return self.rubric.unit_type.label
        return in_language(self.rules.content["kind"]["name"], self.rules.content["kind"]["name_en"])

    @property
    def decision(self):
        """The decision that stands; None while there is none, or while it is decided anew."""
        return self._of_this_round(self.decisions.all())

    @property
    def notice_entry(self):
        """Its place in the public notice of the decision that stands."""
        return self._of_this_round(self.notice_entries.all())

    def _of_this_round(self, rows):
        return next((row for row in rows if row.number == self.reopened + 1), None)

    def given(self) -> dict[str, Given]:
        """The answers as the arithmetic takes them."""
        return {answer.criterion: answer.given for answer in self.answers.all()}


class Answer(models.Model):
    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=20)
    state = models.CharField(max_length=15, choices=MarkState.choices, default=MarkState.UNANSWERED)
    value = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)
    # Carried over from an earlier file, and nobody has looked at it since.
    is_carried = models.BooleanField(default=False, db_default=False)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "criterion"], name="answer_once")]

    def __str__(self):
        return f"{self.application_id} {self.criterion}"

    @property
    def given(self) -> Given:
        return read_given({**self.value, "state": self.state})


class AnswerEvidence(models.Model):
    """A file or a link beside an answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="evidence")
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(_("link"), max_length=500, blank=True)
    # When the unit first gave it; carried over, it stays as old as it is.
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored__isnull=False, url="") | Q(stored__isnull=True) & ~Q(url=""),
                name="evidence_is_a_file_or_a_link",
            ),
        ]

    def __str__(self):
        return self.url or str(self.stored)
