"""News by date, and topics that gather pages of all rooms."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.clock import DISTRICT
from portal.cms.frame.sharing import picture_of, publisher
from portal.cms.models import BasePage
from portal.home.models.content import ContentPage

NEWS_A_PAGE = 10


class NewsIndexPage(BasePage):
    template = "home/news_index.html"
    subpage_types = ["home.NewsPage"]

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request, *args, **kwargs):
        news = NewsPage.objects.child_of(self).live().public().prefetch_related("cover__renditions")
        page_of_news = Paginator(news.order_by("-published_on", "-pk"), NEWS_A_PAGE).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "news": page_of_news}


class NewsPage(ContentPage):
    published_on = models.DateField(_("date"))
    source = models.CharField(_("where it comes from"), max_length=100, blank=True)

    template = "home/news.html"
    card_template = "home/news_card.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("source"),
        FieldPanel("body"),
    ]
    search_fields = [*ContentPage.search_fields, index.FilterField("published_on")]

    class Meta:
        verbose_name = _("news")

    def get_structured_data(self, request) -> dict:
        data = super().get_structured_data(request)
        published = {"headline": self.title, "datePublished": self.published_on.isoformat(), "image": picture_of(self)}
        if self.last_published_at:
            published["dateModified"] = self.last_published_at.astimezone(DISTRICT).isoformat()
        return {**data, **published, "@type": "NewsArticle", "publisher": publisher(), "author": publisher()}


class TopicPage(ContentPage):
    """A theme across all rooms: its blocks carry the pages that belong to it."""

    template = "home/topic.html"

    class Meta:
        verbose_name = _("topic")
