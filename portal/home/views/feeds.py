"""News for readers of feeds, as RSS and as Atom."""

import datetime as dt
import uuid

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from portal.clock import DISTRICT
from portal.cms.frame.sharing import absolute
from portal.cms.pagecache import shared
from portal.home.models import NewsPage
from portal.papers.feeds import Atom, Entry, Rss, add_entry, feed_of

MOST = 30


@require_safe
@shared
def news_rss(request):
    return _news(request, Rss, "home:news-rss")


@require_safe
@shared
def news_atom(request):
    return _news(request, Atom, "home:news-atom")


def _news(request, kind, route: str) -> HttpResponse:
    feed = feed_of(
        kind,
        title=f"{settings.WAGTAIL_SITE_NAME} - {_('News')}",
        about=_("News and notices on zero waste in %(district)s.") % {"district": settings.DISTRICT.label},
        link=absolute(reverse("home:news-list")),
        own=absolute(reverse(route)),
        author=settings.WAGTAIL_SITE_NAME,
    )
    news = NewsPage.objects.live().public().filter(locale=Locale.get_active()).select_related("locale")
    for page in news.order_by("-published_on", "-pk")[:MOST]:
        _tell(feed, request, page)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _tell(feed, request, page: NewsPage) -> None:
    published = dt.datetime.combine(page.published_on, dt.time(), DISTRICT)
    entry = Entry(
        # The key of a page and its translations, apart by language: neither a new address nor a new title renames it.
        name=uuid.uuid5(page.translation_key, page.locale.language_code).urn,
        title=page.title,
        link=absolute(page.get_url(request)),
        text=page.summary,
        published=published,
        changed=max(published, page.last_published_at or published),
    )
    add_entry(feed, entry)
