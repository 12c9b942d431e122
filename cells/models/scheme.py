"""The scheme: its settings, its kinds of unit and its rubrics in versions."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cells.enums import Bucket, RubricState
from cells.enums.units import Counting
from cells.rubric.definition import Definition, read_definition, read_level_scheme
from cells.rubric.levels import LevelScheme
from cells.rubric.terms import Terms, plain_terms, read_terms
from portal.directory.models import Labelled


def in_language(chinese: str, english: str) -> str:
    """The wording in the active language; Chinese where there is no other."""
    return (english or chinese) if (get_language() or "").startswith("en") else chinese


def default_prefix() -> str:
    return settings.DISTRICT.certificate_prefix


class Scheme(Labelled):
    """Everything that the district may decide about its scheme; nothing of it stands in code."""

    code = models.SlugField(_("code"), unique=True)
    issuer = models.CharField(_("issuer"), max_length=200)
    issuer_en = models.CharField(_("issuer in English"), max_length=200, blank=True)
    basis_number = models.CharField(
        _("number of the founding document"),
        max_length=100,
        blank=True,
        help_text=_("The approval on which the scheme rests. Without it the scheme stays a draft."),
    )
    is_draft = models.BooleanField(
        _("trial draft"), default=True, help_text=_("Certificates and pages of a draft scheme say so on their face.")
    )
    number_prefix = models.CharField(_("prefix of certificate numbers"), max_length=10, default=default_prefix)
    validity_months = models.PositiveSmallIntegerField(
        _("validity in months"), default=24, validators=[MinValueValidator(1)]
    )
    due_days = models.PositiveSmallIntegerField(_("due for recheck, days before the end"), default=60)
    notice_workdays = models.PositiveSmallIntegerField(
        _("public notice in working days"), default=5, validators=[MinValueValidator(1)]
    )
    prereview_workdays = models.PositiveSmallIntegerField(_("street pre-review in working days"), default=10)
    acceptance_workdays = models.PositiveSmallIntegerField(_("acceptance in working days"), default=5)
    correction_workdays = models.PositiveSmallIntegerField(_("correction in working days"), default=10)
    assignment_workdays = models.PositiveSmallIntegerField(
        _("choice of evaluators in working days"), default=5, db_default=5, validators=[MinValueValidator(1)]
    )
    evaluation_workdays = models.PositiveSmallIntegerField(
        _("evaluation in working days"), default=15, db_default=15, validators=[MinValueValidator(1)]
    )
    decision_workdays = models.PositiveSmallIntegerField(
        _("decision in working days"), default=10, db_default=10, validators=[MinValueValidator(1)]
    )
    answer_workdays = models.PositiveSmallIntegerField(
        _("answer to an objection or appeal in working days"),
        default=10,
        db_default=10,
        validators=[MinValueValidator(1)],
    )
    discredit_months = models.PositiveSmallIntegerField(_("discredit window in months"), default=36)
    reminder_days = models.JSONField(_("reminders, days before the end"), default=list, blank=True)
    evaluators = models.PositiveSmallIntegerField(
        _("evaluators for each application"), default=2, validators=[MinValueValidator(2), MaxValueValidator(5)]
    )
    spread_limit = models.DecimalField(
        _("spread of totals that calls for another evaluation"), max_digits=5, decimal_places=2, default=10
    )
    recheck_months = models.PositiveSmallIntegerField(
        _("longest time between two checks, in months"), default=12, validators=[MinValueValidator(1)]
    )
    random_percent = models.DecimalField(
        _("share drawn at random for a recheck each quarter, in percent"),
        max_digits=4,
        decimal_places=1,
        default=5,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    rectification_workdays = models.PositiveSmallIntegerField(
        _("rectification in working days"), default=15, validators=[MinValueValidator(1)]
    )
    appeal_workdays = models.PositiveSmallIntegerField(
        _("appeal in working days after a suspension or withdrawal"), default=10, validators=[MinValueValidator(1)]
    )
    proof_months = models.PositiveSmallIntegerField(
        _("how old a proof may be, in months"),
        default=24,
        db_default=24,
        help_text=_("Of what was carried over from an earlier file. 0: any age will do."),
    )
    counting = models.CharField(
        _("what indicator 41 counts"),
        max_length=10,
        choices=Counting.choices,
        default=Counting.UNIT,
        db_default=Counting.UNIT.value,
        help_text=_("As the plan says it. The proof of the figure names the rule."),
    )
    level_scheme = models.JSONField(_("levels"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        constraints = [
            models.CheckConstraint(condition=Q(evaluators__gte=2), name="scheme_needs_two_evaluators"),
            models.CheckConstraint(condition=Q(notice_workdays__gte=1), name="scheme_notice_runs"),
            models.CheckConstraint(condition=Q(validity_months__gte=1), name="scheme_validity_runs"),
            models.CheckConstraint(condition=Q(is_draft=True) | ~Q(basis_number=""), name="scheme_rests_on_a_document"),
        ]

    @property
    def levels(self) -> LevelScheme:
        return read_level_scheme(self.level_scheme)

    @property
    def issuer_label(self) -> str:
        return in_language(self.issuer, self.issuer_en)


class UnitType(Labelled):
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="unit_types", verbose_name=_("scheme"))
    code = models.SlugField(_("code"), unique=True)
    bucket = models.CharField(_("kind counted by indicator 41"), max_length=20, choices=Bucket.choices)
    lead = models.CharField(_("lead department"), max_length=200, blank=True)
    lead_en = models.CharField(_("lead department in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("kind of unit")
        verbose_name_plural = _("kinds of unit")
        constraints = [
            models.CheckConstraint(condition=Q(bucket__in=Bucket.values), name="unit_type_bucket_known"),
        ]

    def plain_terms(self) -> dict[str, Any]:
        """The rules of this kind as they stand."""
        return plain_terms(self.scheme, self)


class Rules(models.Model):
    """The rules of a kind of unit as files were handed in under them. Never changes (trigger in the database)."""

    content = models.JSONField()
    digest = models.CharField(_("SHA-256 of the content"), max_length=64, unique=True)

    def __str__(self):
        return self.digest

    @cached_property
    def terms(self) -> Terms:
        return read_terms(self.content)


class RubricQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=RubricState.PUBLISHED)


class Rubric(models.Model):
    """One version of the rubric of a kind of unit. A published version never changes (trigger in the database)."""

    unit_type = models.ForeignKey(UnitType, models.PROTECT, related_name="rubrics", verbose_name=_("kind of unit"))
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=RubricState.choices, default=RubricState.DRAFT, editable=False
    )
    definition = models.JSONField(_("content of the rubric"))
    digest = models.CharField(_("SHA-256"), max_length=64, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering = ["unit_type", "-version"]
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints = [
            models.UniqueConstraint(fields=["unit_type", "version"], name="rubric_version_once"),
            models.UniqueConstraint(
                fields=["unit_type"], condition=Q(state=RubricState.PUBLISHED), name="rubric_published_once"
            ),
            models.UniqueConstraint(
                fields=["unit_type"], condition=Q(state=RubricState.DRAFT), name="rubric_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=RubricState.DRAFT, published_at__isnull=True)
                | Q(state__in=[RubricState.PUBLISHED, RubricState.RETIRED], published_at__isnull=False),
                name="rubric_published_at_fits_state",
            ),
        ]

    def __str__(self):
        return f"{self.unit_type} v{self.version}"

    @cached_property
    def sheet(self) -> Definition:
        return read_definition(self.definition)
