"""What was observed of an indicator: entered or drawn, approved by another, never overwritten."""

from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Window
from django.db.models.functions import DenseRank, Substr
from django.utils.translation import gettext_lazy as _

from portal.board.enums import Caveat, FigureState, Measure, Origin, Verdict
from portal.board.models.handling import NOT_BOTH, REVISION_HAS_REASON, TWO_PERSONS, Handled, HandledQuerySet
from portal.board.targets.caveats import caveats_of
from portal.board.targets.figures import Figure
from portal.board.targets.periods import Period, parse_period
from portal.directory.models import Department, Indicator
from portal.evidence.models import StoredFile

OUTSIDE = ExpressionWrapper(Q(origin=Origin.OUTSIDE), models.BooleanField())


class ObservationQuerySet(HandledQuerySet):
    def cleared(self):
        """Approved by a person, and waiting for their release."""
        return self.filter(approved_by__isnull=False, approved_at__isnull=True, declined_at__isnull=True)

    def standing(self):
        """Of each period the last one published."""
        later = self.model.objects.published().filter(
            measure=OuterRef("measure"), period=OuterRef("period"), pk__gt=OuterRef("pk")
        )
        # What others measured stands beside the portal's own figure and never replaces it.
        later = later.annotate(outside=OUTSIDE).filter(outside=OuterRef("outside"))
        # Two questions, so that the one nearly always asked finds its rows by index.
        of_indicator, beside = later.filter(indicator=OuterRef("indicator")), later.filter(indicator=None)
        rows = self.published().alias(outside=OUTSIDE)
        return rows.exclude(Exists(of_indicator)).exclude(Q(indicator=None) & Exists(beside))

    def newest(self, most: int, later: Q):
        """Of each indicator and kind of period the newest with a value and without: periods of a kind sort by text.

        `later`: which rows come after the end of their plan; they stand apart.
        """
        kind, is_empty = Substr("period", 6, 1), ExpressionWrapper(Q(value=None), models.BooleanField())
        is_later = ExpressionWrapper(later, models.BooleanField())
        partition = [F("indicator"), OUTSIDE, is_later, kind, is_empty]
        return self.alias(place=Window(DenseRank(), partition, F("period").desc())).filter(place__lte=most)


class Content(models.Model):
    """What is said; its hash holds all of it."""

    measure = models.CharField(max_length=10, choices=Measure.choices, default=Measure.INDICATOR)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="observations", verbose_name=_("indicator")
    )
    period = models.CharField(_("period"), max_length=10)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    verdict = models.CharField(_("how it stands"), max_length=12, choices=Verdict.choices, blank=True)
    text = models.CharField(_("in words"), max_length=500, blank=True)
    issued = models.DecimalField(_("set by the city"), max_digits=20, decimal_places=6, null=True, blank=True)
    is_too_few = models.BooleanField(default=False)
    unit = models.CharField(_("unit of measure"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=300)
    method = models.CharField(_("method"), max_length=500)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    owner = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible department")
    )
    formula_version = models.CharField(max_length=60, blank=True)
    inputs = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    counted = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    excluded = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True


class Observation(Content, Handled):
    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("observation")
        indexes = [
            models.Index(
                fields=["indicator", "period"], name="observation_published", condition=Q(approved_at__isnull=False)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=TWO_PERSONS,
                name="observation_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.DERIVED)
                | Q(entered_by__isnull=False, approved_at__isnull=True)
                | Q(entered_by__isnull=False, approved_by__isnull=False),
                name="observation_entered_is_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(measure=Measure.INDICATOR, indicator__isnull=False)
                | Q(~Q(measure=Measure.INDICATOR), indicator__isnull=True),
                name="observation_indicator_fits_measure",
            ),
            models.CheckConstraint(condition=REVISION_HAS_REASON, name="observation_revision_has_reason"),
            models.CheckConstraint(condition=NOT_BOTH, name="observation_not_approved_and_declined"),
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(revision_of__isnull=True, indicator__isnull=False)
                & ~Q(origin__in=[Origin.DERIVED, Origin.OUTSIDE]),
                name="observation_first_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(revision_of__isnull=True, origin=Origin.OUTSIDE),
                name="observation_outside_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["measure", "period"],
                condition=Q(revision_of__isnull=True, indicator__isnull=True),
                name="observation_measure_first_once_a_period",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id or self.measure} {self.period}"

    @property
    def state(self) -> str:
        """Approved by a person and not published yet: it waits for its release."""
        held = super().state
        return FigureState.CLEARED if held == FigureState.WAITING and self.approved_by_id else held

    @property
    def when(self) -> Period:
        return parse_period(self.period)

    @property
    def frozen(self) -> dict:
        """All that the formula sees."""
        return {
            "formula": self.formula_version,
            "inputs": self.inputs,
            "counted": self.counted,
            "excluded": self.excluded,
        }

    @property
    def corrects(self) -> "Observation | None":
        """The published figure whose place it took; one that was sent back was never public."""
        held = self.revision_of
        while held and held.approved_at is None:
            held = held.revision_of
        return held

    @property
    def caveats(self) -> list[Caveat]:
        return caveats_of(self.inputs, self.result)

    @property
    def is_correction(self) -> bool:
        """What is drawn anew from newer records put nobody right."""
        return self.origin != Origin.DERIVED and self.corrects is not None

    @property
    def replaced_by(self) -> "Observation | None":
        """The published figure that took its place, if one did."""
        held = getattr(self, "revision", None)
        while held and held.approved_at is None:
            held = getattr(held, "revision", None)
        return held

    @property
    def is_from_outside(self) -> bool:
        return self.origin == Origin.OUTSIDE

    def as_figure(self, *, is_partial: bool = False) -> Figure:
        return Figure(
            self.when,
            value=self.value,
            verdict=Verdict(self.verdict) if self.verdict else None,
            issued=self.issued,
            low=self.interval[0],
            is_too_few=self.is_too_few,
            is_partial=is_partial,
            sequence=self.pk,
        )

    @property
    def interval(self) -> tuple[Decimal | None, Decimal | None]:
        low, high = self.result.get("low"), self.result.get("high")
        return (Decimal(low) if low else None, Decimal(high) if high else None)


class ObservationEvidence(models.Model):
    observation = models.ForeignKey(Observation, models.CASCADE, related_name="evidence")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["observation", "stored"], name="observation_evidence_once")]

    def __str__(self):
        return self.stored.name
