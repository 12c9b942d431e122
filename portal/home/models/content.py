"""A page whose content is a stream of blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.cms.models import BasePage
from portal.cms.models.blocks import StoryBlocks


class ContentPage(BasePage):
    body = StreamField(StoryBlocks(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True
