"""Pages that editors write about cells."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cells.models.certificate import Certificate
from portal.cms.models import BasePage
from portal.cms.models.blocks import ContentBlocks


class CellStoryPage(BasePage):
    """The story of one cell."""

    certificate = models.ForeignKey(
        Certificate, models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name=_("certificate")
    )
    body = StreamField(ContentBlocks(), blank=True, verbose_name=_("text"))

    template = "cells/story_page.html"
    card_template = "cells/story_card.html"

    content_panels = [*BasePage.content_panels, FieldPanel("certificate"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("story of a cell")
        verbose_name_plural = _("stories of cells")

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "certificate": self.certificate}
