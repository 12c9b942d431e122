"""A questionnaire while its author works on it. What people answer is a version, made from it and then fixed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from surveys.models.blocks import ending_blocks, item_blocks, scale_blocks
from surveys.questionnaire import QuestionnaireError, parse
from surveys.questionnaire.codes import ENDING, SCALE, coded, items_with_codes, with_codes
from surveys.questionnaire.drafting import block_of, item_of, scale_block, scale_of, unfolded, words_of
from surveys.questionnaire.scale_words import LIBRARY, scale


class QuestionnaireDraft(PreviewableMixin, models.Model):
    code = models.SlugField(_("code"), unique=True, help_text=_("Surveys name their questionnaire by it."))
    title_zh = models.CharField(_("title"), max_length=100)
    title_en = models.CharField(_("title in English"), max_length=150)
    introduction_zh = models.TextField(_("introduction in Chinese"))
    introduction_en = models.TextField(_("introduction in English"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=4)
    items = StreamField(item_blocks(), blank=True, verbose_name=_("questions"))
    endings = StreamField(ending_blocks(), blank=True, verbose_name=_("endings for who is not meant"))
    scales = StreamField(scale_blocks(), blank=True, verbose_name=_("scales"))

    panels = [
        FieldPanel("items"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("title_zh", "title_en", "introduction_zh", "introduction_en", "minutes", "code")
            ],
            heading=_("Head of the form"),
        ),
        FieldPanel("endings"),
        FieldPanel("scales"),
    ]

    class Meta:
        ordering = ["code"]
        verbose_name = _("questionnaire in the making")
        verbose_name_plural = _("questionnaires in the making")

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        """Codes are made once: what is reordered later keeps them."""
        self.take(self.definition)
        super().save(*args, **kwargs)

    @property
    def definition(self) -> dict:
        """With codes by rule where the author gave none."""
        endings = coded((row.value for row in self.endings), "code", ENDING)
        scales = coded((with_codes("scale", row.value) for row in self.scales), "code", SCALE)
        items = items_with_codes([(row.block_type, unfolded(row.block_type, row.value)) for row in self.items])
        return {
            "code": self.code,
            "title": words_of({"zh": self.title_zh, "en": self.title_en}),
            "introduction": words_of({"zh": self.introduction_zh, "en": self.introduction_en}),
            "minutes": self.minutes,
            "endings": {row["code"]: words_of(row) for row in endings},
            "scales": {row["code"]: scale_of(row) for row in scales} | self._picked_scales(scales),
            "items": [item_of(kind, block) for kind, block in items],
        }

    def _picked_scales(self, own: list[dict]) -> dict[str, list[dict]]:
        """Those of the library that a question names and the author did not write."""
        named = {row.value.get("scale") for row in self.items} - {row["code"] for row in own}
        return {name: scale(name) for name in LIBRARY if name in named}

    def take(self, definition: dict) -> None:
        """Make this draft say what a definition says."""
        self.code, self.minutes = definition["code"], definition.get("minutes", 0)
        self.title_zh, self.title_en = definition["title"]["zh"], definition["title"]["en"]
        introduction = definition["introduction"]
        self.introduction_zh, self.introduction_en = introduction["zh"], introduction["en"]
        self.items = [block_of(item) for item in definition["items"]]
        self.endings = [("ending", {"code": code, **text}) for code, text in definition.get("endings", {}).items()]
        self.scales = [("scale", scale_block(code, steps)) for code, steps in definition.get("scales", {}).items()]

    @property
    def problems(self) -> list[str]:
        """What keeps it from being a questionnaire; empty when it is one."""
        try:
            parse(self.definition)
        except QuestionnaireError as error:
            return error.problems
        return []

    def get_preview_template(self, request, mode_name):
        return "surveys/questionnaire_preview.html"

    def get_preview_context(self, request, mode_name):
        return {"draft": self, "request": request}
