"""A survey as a page of the site, so that other pages can feature its card."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.clock import now
from portal.cms.models import BasePage
from portal.cms.models.blocks import ContentBlocks
from surveys.models.survey import Survey


class SurveyPage(BasePage):
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="pages", verbose_name=_("survey"))
    body = StreamField(ContentBlocks(), blank=True, verbose_name=_("text"))

    template = "surveys/survey_page.html"
    card_template = "surveys/survey_card.html"
    subpage_types: list[str] = []

    content_panels = [*BasePage.content_panels, FieldPanel("survey"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("survey page")

    def why_outdated(self, moment):
        is_open = any(wave.takes_answers(moment) for wave in self.survey.waves.all())
        return "" if is_open else _("the survey takes no answers.")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | self._waves()

    def get_card_context(self, request) -> dict:
        return super().get_card_context(request) | self._waves()

    def _waves(self) -> dict:
        waves = list(self.survey.waves.all())
        moment = now()
        return {
            "survey": self.survey,
            "wave": next((wave for wave in waves if wave.takes_answers(moment)), None),
            "latest": next((wave for wave in waves if not wave.is_pilot), None),
        }
