"""News for readers of feeds, as RSS and as Atom."""

import datetime as dt

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Locale

from portal.clock import DISTRICT
from portal.cms.sharing import absolute
from portal.home.models import NewsPage

MOST = 30


class NewsRss(Feed):
    def title(self) -> str:
        return f"{settings.DISTRICT.portal_label} - {_('News')}"

    def description(self) -> str:
        return _("News and notices on zero waste in %(district)s.") % {"district": settings.DISTRICT.label}

    subtitle = description

    def link(self) -> str:
        return absolute(reverse("home:news-list"))

    def feed_url(self) -> str:
        return absolute(reverse("home:news-rss"))

    def get_object(self, request):
        return request

    def items(self, request):
        """Each with its address, which the request works out once for all."""
        news = NewsPage.objects.live().public().filter(locale=Locale.get_active())
        found = list(news.order_by("-published_on", "-pk")[:MOST])
        for item in found:
            item.address = absolute(item.get_url(request))
        return found

    def item_title(self, item) -> str:
        return item.title

    def item_description(self, item) -> str:
        return item.summary

    def item_link(self, item) -> str:
        return item.address

    def item_pubdate(self, item) -> dt.datetime:
        return dt.datetime.combine(item.published_on, dt.time(), DISTRICT)


class NewsAtom(NewsRss):
    feed_type = Atom1Feed

    def feed_url(self) -> str:
        return absolute(reverse("home:news-atom"))
