"""What answers mean for the plan, as data: a draft that an administrator edits, and versions that never change."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from surveys.enums import Dimension, UnclearCounts, WeightMethod
from surveys.measures import Measure, parse_measures
from surveys.rules import base_of_rows, blocks_of, rows_of_base, rule_of

CODES = _("Codes as in the questionnaire, with blanks between.")
LEAST = 30  # people behind a figure


class MeasureVersion(models.Model):
    """One version of a measure; a figure keeps its own copy of the one that it was made by."""

    code = models.SlugField(_("code"), max_length=40)
    number = models.PositiveSmallIntegerField(_("version"))
    definition = models.JSONField(_("definition"))

    class Meta:
        ordering = ["code", "-number"]
        verbose_name = _("version of a measure")
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="measure_version_once")]

    def __str__(self):
        return f"{self.code} {self.number}"

    @property
    def measure(self) -> Measure:
        (measure,) = parse_measures([self.definition]).values()
        return measure


def _rows(label, fields) -> blocks.Block:
    return blocks.ListBlock(blocks.StructBlock(fields), label=label)


def _code(label, **more) -> blocks.Block:
    return blocks.CharBlock(label=label, **more)


def rule_blocks() -> blocks.StreamBlock:
    """What counts; where several are given, all must hold."""
    question = ("question", _code(_("question (code)")))
    one_of = blocks.StructBlock(
        [
            question,
            ("options", _code(_("answers that count (codes)"), help_text=CODES)),
            ("unclear", _code(_("answers that say nothing, such as I cannot say (codes)"), required=False)),
        ],
        label=_("One of these answers"),
    )
    right = [question, ("answer", _code(_("right answer (code)")))]
    share = blocks.FloatBlock(label=_("part that must be right, from 0 to 1"), min_value=0, max_value=1)
    correct = blocks.StructBlock(
        [("answers", _rows(_("questions with their right answers"), right)), ("at_least", share)],
        label=_("Knowledge"),
    )
    score = [("answer", _code(_("answer (code)"))), ("score", blocks.FloatBlock(label=_("points")))]
    scores = blocks.StructBlock([question, ("values", _rows(_("points of each answer"), score))], label=_("A mean"))
    part = [("measure", _code(_("measure (code)"))), ("weight", blocks.FloatBlock(label=_("weight")))]
    combine = _rows(_("Other measures with set weights"), part)
    return blocks.StreamBlock([("one_of", one_of), ("correct", correct), ("scores", scores), ("combine", combine)])


def base_blocks() -> blocks.StreamBlock:
    row = [
        ("dimension", blocks.ChoiceBlock(Dimension.choices, label=_("by"))),
        ("categories", _code(_("categories (codes)"), help_text=CODES)),
    ]
    return blocks.StreamBlock([("row", blocks.StructBlock(row, label=_("categories of people")))], required=False)


class MeasureDraft(models.Model):
    """A measure while it is edited. What figures are made by is a version, taken in from it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    questionnaire = models.SlugField(_("questionnaire"), help_text=_("The code of the questionnaire that it counts."))
    indicator = models.PositiveSmallIntegerField(_("number of the indicator in the plan"))
    beside = models.SlugField(_("alternative of the measure (code)"), max_length=40, blank=True)
    name_zh = models.CharField(_("name of the measure"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=150)
    formula_zh = models.TextField(_("how it is counted, in words"))
    formula_en = models.TextField(_("how it is counted, in English"))
    rule = StreamField(rule_blocks(), verbose_name=_("what counts"))
    base = StreamField(base_blocks(), blank=True, verbose_name=_("whose answers count; empty: everybody's"))
    apart = StreamField(base_blocks(), blank=True, verbose_name=_("who is told apart, outside the figure"))
    unclear = models.CharField(
        _("answers that say nothing"), max_length=10, choices=UnclearCounts.choices, default=UnclearCounts.EXCLUDED
    )
    method = models.CharField(
        _("weights"), max_length=20, choices=WeightMethod.choices, default=WeightMethod.UNWEIGHTED
    )
    margins = models.CharField(
        _("weighted by"), max_length=40, blank=True, help_text=_("Such as: area age. Empty: not weighted.")
    )
    minimum_n = models.PositiveSmallIntegerField(
        _("fewest people behind a figure"), default=LEAST, validators=[MinValueValidator(LEAST)]
    )
    level = models.PositiveSmallIntegerField(
        _("confidence in per cent"), default=95, validators=[MinValueValidator(80), MaxValueValidator(99)]
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("code", "questionnaire", "indicator", "beside", "name_zh", "name_en")],
            heading=_("What it is"),
        ),
        FieldPanel("rule"),
        FieldPanel("base"),
        FieldPanel("apart"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("unclear", "method", "margins", "minimum_n", "level")],
            heading=_("How it is counted"),
        ),
        MultiFieldPanel([FieldPanel("formula_zh"), FieldPanel("formula_en")], heading=_("In words, for residents")),
    ]

    class Meta:
        ordering = ["code"]
        verbose_name = _("measure in the making")
        verbose_name_plural = _("measures in the making")

    def __str__(self):
        return self.code

    @property
    def definition(self) -> dict:
        """Plain data without its version, as a measure that is shipped has it."""
        rule = rule_of([(block.block_type, block.value) for block in self.rule])
        is_mean = bool({"scores", "combine"} & rule.keys())
        return {
            "code": self.code,
            "indicator": self.indicator,
            "questionnaire": self.questionnaire,
            "name": {"zh": self.name_zh, "en": self.name_en},
            "rule": rule,
            "base": base_of_rows(block.value for block in self.base),
            "apart": base_of_rows(block.value for block in self.apart),
            "unclear": self.unclear,
            "beside": self.beside,
            "minimum_n": self.minimum_n,
            "level": self.level / 100,
            "method": self.method,
            "margins": self.margins.split(),
            "interval": "wald" if is_mean else "wilson",
            "formula": {"zh": self.formula_zh, "en": self.formula_en},
        }

    def take(self, measure: Measure) -> None:
        """Make this draft say what a measure says."""
        for name in ("code", "questionnaire", "indicator", "beside", "method", "minimum_n"):
            setattr(self, name, getattr(measure, name))
        self.unclear, self.margins, self.level = (
            str(measure.unclear),
            " ".join(measure.margins),
            round(measure.level * 100),
        )
        self.name_zh, self.name_en = measure.name["zh"], measure.name["en"]
        self.formula_zh, self.formula_en = measure.formula.get("zh", ""), measure.formula.get("en", "")
        self.rule = blocks_of(measure.rule)
        self.base = [("row", row) for row in rows_of_base(measure.base)]
        self.apart = [("row", row) for row in rows_of_base(measure.apart)]
