"""A questionnaire while its author works on it. What people answer is a version, made from it and then fixed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from surveys.models.blocks import ending_blocks, item_blocks, scale_blocks
from surveys.questionnaire import QuestionnaireError, parse
from surveys.questionnaire.drafting import block_of, item_of, scale_block, scale_of, words_of


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

    @property
    def definition(self) -> dict:
        return {
            "code": self.code,
            "title": words_of({"zh": self.title_zh, "en": self.title_en}),
            "introduction": words_of({"zh": self.introduction_zh, "en": self.introduction_en}),
            "minutes": self.minutes,
            "endings": {row.value["code"]: words_of(row.value) for row in self.endings},
            "scales": {row.value["code"]: scale_of(row.value) for row in self.scales},
            "items": [item_of(row.block_type, row.value) for row in self.items],
        }

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
