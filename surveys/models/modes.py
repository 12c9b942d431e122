"""Telephone and paper: what has to be noted beside the answers, and never joined to them."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.sealed import SealedTextField
from portal.directory.models import Area
from surveys.enums import BatchState, CallOutcome, Mode
from surveys.models.collection import CODE_LENGTH
from surveys.models.survey import Wave

SHEETS_A_BATCH = 500


class Call(models.Model):
    """How one call ended. No number is kept here, and nothing leads from a call to an answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="calls")
    day = models.DateField()
    outcome = models.CharField(_("how the call ended"), max_length=4, choices=CallOutcome.choices)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    batch = models.PositiveIntegerField(
        default=0, db_default=0
    )  # of interviews: those that were put in random order with it

    class Meta:
        verbose_name = _("call")


class CallNumber(models.Model):
    """A number that the office gave to call. Gone when its call has ended for good, all of them at the close."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="numbers")
    number = SealedTextField(_("telephone number"))
    digest = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("how the last call ended"), max_length=4, choices=CallOutcome.choices, blank=True)
    due_at = models.DateTimeField(_("to be called from"), null=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)
    is_for_check = models.BooleanField(
        default=False
    )  # an interview took place: called once more to hear whether it did

    class Meta:
        verbose_name = _("number to call")
        constraints = [models.UniqueConstraint(fields=["wave", "digest"], name="number_once_a_wave")]

    @property
    def words(self) -> str:
        """As people here write it."""
        return str(self.number).removeprefix("+86")


class Interviewed(models.Model):
    """How many answers an officer brought at a place, and how many of them looked doubtful. No answer is joined to it."""

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="interviewed")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    mode = models.CharField(_("mode"), max_length=20, choices=Mode.choices)
    place = models.CharField(max_length=CODE_LENGTH, blank=True)
    answers = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(_("asked again"), default=0)
    confirmed = models.PositiveIntegerField(_("confirmed"), default=0)

    class Meta:
        verbose_name = _("interviews of an officer")
        constraints = [
            models.UniqueConstraint(fields=["wave", "officer", "mode", "place"], name="interviewed_once"),
            models.CheckConstraint(
                condition=Q(doubtful__lte=F("answers")) & Q(confirmed__lte=F("checked")), name="interviewed_adds_up"
            ),
        ]


class PaperBatch(models.Model):
    """A stack of numbered sheets from one place, keyed twice by two people."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="batches")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    label = models.CharField(_("where and when the sheets were collected"), max_length=100)
    sheets = models.PositiveSmallIntegerField(
        _("number of sheets"), validators=[MinValueValidator(1), MaxValueValidator(SHEETS_A_BATCH)]
    )
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.KEYING)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    fields_keyed = models.PositiveIntegerField(_("fields compared"), default=0)
    fields_differing = models.PositiveIntegerField(_("fields keyed differently"), default=0)
    answers_entered = models.PositiveIntegerField(_("answers entered"), default=0)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("batch of paper forms")

    def __str__(self):
        return self.label


class Keying(models.Model):
    """One sheet as one person typed it; `settled` is what counts where two differed. Gone once the batch is entered."""

    batch = models.ForeignKey(PaperBatch, models.CASCADE, related_name="keyings")
    sheet = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField()  # 1 or 2; 0 is the settled sheet
    answers = models.JSONField()
    keyed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["batch", "sheet", "turn"]
        verbose_name = _("keyed sheet")
        constraints = [
            models.UniqueConstraint(fields=["batch", "sheet", "turn"], name="sheet_keyed_once_a_turn"),
            models.UniqueConstraint(
                fields=["batch", "sheet", "keyed_by"], condition=Q(turn__gt=0), name="sheet_keyed_by_two_people"
            ),
            models.CheckConstraint(condition=Q(turn__lte=2), name="sheet_keyed_twice"),
        ]
