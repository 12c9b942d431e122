"""What is asked, on whose authority, and when."""

import uuid
from datetime import date, datetime
from functools import cached_property
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from portal.directory.models import Area
from surveys.admission import takes_strangers
from surveys.enums import Admission, Audience, DeliveryState, StatutoryCheck, WaveState
from surveys.questionnaire import Questionnaire, parse

# What this process has read of the wordings, by the hash of their content; a few are in use at a time.
READ: dict[str, Questionnaire] = {}
MOST_READ = 64
MARKS = ("form_number", "issuer", "approval_number", "valid_until")
NOTICE = ("privacy_version", "handler", "contact", "retention_months")
WINDOW = ("survey_id", "number", "opens_at", "closes_at")


class QuestionnaireVersion(models.Model):
    """One wording of a questionnaire. Once a wave has opened with it, it never changes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("questionnaire"))
    number = models.PositiveSmallIntegerField(_("version"))
    definition = models.JSONField(_("definition"))
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    first_opened_at = models.DateTimeField(_("first opened"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["code", "-number"]
        verbose_name = _("questionnaire version")
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="questionnaire_version_once")]

    def __str__(self):
        return f"{self.code} {self.number}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """Read once in a process: tens of kilobytes for every answer otherwise."""
        read = READ.get(self.content_hash)
        if read is None:
            read = parse(self.definition)
            if len(READ) >= MOST_READ:
                READ.clear()
            READ[self.content_hash] = read
        return read


class Survey(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        unique=True,
        validators=[RegexValidator(r"^(work|receipts)$", _("This word is taken."), inverse_match=True)],
    )
    title = models.CharField(_("title"), max_length=100)
    title_en = models.CharField(_("title in English"), max_length=150)
    audience = models.CharField(_("who answers"), max_length=20, choices=Audience.choices, default=Audience.RESIDENTS)
    questionnaire_code = models.SlugField(_("questionnaire"))
    form_number = models.CharField(_("form number"), max_length=50, blank=True)
    issuer = models.CharField(_("issuing authority"), max_length=100, blank=True)
    approval_number = models.CharField(_("approval or filing number"), max_length=100, blank=True)
    valid_until = models.DateField(_("form valid until"), null=True, blank=True)
    statutory_check = models.CharField(
        _("when one of these four is missing or past"),
        max_length=10,
        choices=StatutoryCheck.choices,
        default=StatutoryCheck.BLOCK,
        help_text=_("Statistics Law, Article 17: people may refuse a form without them."),
    )
    privacy_version = models.CharField(_("version of the privacy notice"), max_length=20)
    handler = models.CharField(_("who handles the answers"), max_length=100)
    contact = models.CharField(_("how to reach them"), max_length=100)
    retention_months = models.PositiveSmallIntegerField(_("months that answers are kept"), default=24)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")

    def __str__(self):
        return self.title

    @property
    def label(self) -> str:
        return self.title_en if (get_language() or "").startswith("en") else self.title

    @property
    def promises(self) -> dict:
        """The marks of a lawful form and the privacy notice, as plain data: a wave keeps what it opened with."""
        given = {name: getattr(self, name) for name in (*MARKS, *NOTICE)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}

    def clean(self):
        super().clean()
        stored = Survey.objects.filter(pk=self.pk).first() if self.pk else None
        is_open = stored is not None and stored.waves.filter(state=WaveState.OPEN).exists()
        if is_open and stored.promises != self.promises:
            raise ValidationError(
                _("A wave is open: its marks and its privacy notice stay as people read them until it is closed.")
            )

    def statutory_gaps(self, on: date) -> list[str]:
        """Which of the four marks of a lawful form are missing on that day."""
        gaps = [name for name in MARKS if not getattr(self, name)]
        if self.valid_until and self.valid_until < on:
            gaps.append("valid_until")
        return gaps


class WaveQuerySet(models.QuerySet["Wave"]):
    def real(self) -> "WaveQuerySet":
        """Without pilots: what figures, results and files of a survey are made of."""
        return self.filter(is_pilot=False)

    def asked_as(self, wave: "Wave") -> "WaveQuerySet":
        """Those whose people were drawn, or those whose people came by themselves, as in this wave."""
        drawn = Q(deliveries__state=DeliveryState.TAKEN)
        return self.filter(drawn) if wave.is_drawn else self.exclude(drawn)


class Wave(models.Model):
    """One run of a survey in a window of the server's time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="waves", verbose_name=_("survey"))
    number = models.PositiveSmallIntegerField(_("wave"))
    version = models.ForeignKey(
        QuestionnaireVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waves",
        verbose_name=_("questionnaire version"),
    )
    is_pilot = models.BooleanField(
        _("a pilot"),
        default=False,
        db_default=False,
        help_text=_(
            "To try the form. Its answers are never published and in no figure. Fixed once the wave is planned."
        ),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    state = models.CharField(_("state"), max_length=10, choices=WaveState.choices, default=WaveState.PLANNED)
    admission = models.CharField(
        _("who may answer"),
        max_length=10,
        choices=Admission.choices,
        default=Admission.OPEN,
        db_default=Admission.OPEN,
        editable=False,
    )
    privacy_version = models.CharField(_("version of the privacy notice"), max_length=20, blank=True, editable=False)
    # Marks and notice as they stood at the opening, and each change of the announced end with its reason.
    promises = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    moves = models.JSONField(default=list, db_default=[], blank=True, editable=False)
    reply = models.TextField(_("you said, we did"), blank=True)
    reply_en = models.TextField(_("you said, we did, in English"), blank=True)
    replied_on = models.DateField(_("reply published on"), null=True, blank=True, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "-number"]
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="wave_number_once_a_survey"),
            models.UniqueConstraint(
                fields=["survey"], condition=Q(state=WaveState.OPEN), name="one_open_wave_a_survey"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="wave_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(admission__in=Admission.values), name="wave_says_who_may_answer"),
            models.CheckConstraint(
                condition=Q(state=WaveState.PLANNED) | Q(version__isnull=False), name="wave_opens_with_a_version"
            ),
        ]

    def __str__(self):
        return f"{self.survey} {self.number}"

    @property
    def label(self) -> str:
        return gettext("%(title)s, wave %(number)s") % {"title": self.survey.label, "number": self.number}

    def clean(self):
        super().clean()
        stored = Wave.objects.filter(pk=self.pk).first() if self.pk else None
        is_running = stored is not None and stored.state != WaveState.PLANNED
        if is_running and any(getattr(stored, name) != getattr(self, name) for name in WINDOW):
            words = _("A wave that has opened keeps its window; its end is moved on its own page, with a reason.")
            raise ValidationError(words)
        if stored is not None and stored.is_pilot != self.is_pilot:
            raise ValidationError({"is_pilot": _("Whether a wave is a pilot is said when it is planned, and stays.")})

    @property
    def bears(self) -> SimpleNamespace | Survey:
        """Its marks and its notice: as it opened with them, before that as the survey has them."""
        if not self.promises:
            return self.survey
        day = self.promises["valid_until"]
        return SimpleNamespace(**self.promises | {"valid_until": date.fromisoformat(day) if day else None})

    @property
    def is_drawn(self) -> bool:
        """Whether its answers came in a contractor's file, with the design by which people were drawn."""
        return self.parts.exists()

    @property
    def takes_strangers(self) -> bool:
        return takes_strangers(self.admission)

    @property
    def wording(self) -> Questionnaire | None:
        """What it asks, or would ask if it opened now."""
        newest = QuestionnaireVersion.objects.filter(code=self.survey.questionnaire_code).order_by("-number")
        version = self.version or newest.first()
        return version.questionnaire if version else None

    def takes_answers(self, now: datetime) -> bool:
        return self.state == WaveState.OPEN and self.opens_at <= now < self.closes_at


class SampleTarget(models.Model):
    """How many answers the sample plan wants from an area and an age; empty age: all ages together."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="targets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    age = models.CharField(_("age"), max_length=20, blank=True)
    wanted = models.PositiveIntegerField(_("answers wanted"))

    class Meta:
        ordering = ["area__position", "age"]
        verbose_name = _("sample target")
        constraints = [models.UniqueConstraint(fields=["wave", "area", "age"], name="sample_target_once")]
