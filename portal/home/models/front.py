"""The front page: what a resident can do now, then how the plan stands, then what goes on."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from campaigns.models import CampaignPage
from portal import clock
from portal.board.queries import current_plan, newest_outreach
from portal.board.results.rows import Row, counts_by_state, rows_of
from portal.clock import DISTRICT
from portal.cms.frame.sharing import absolute
from portal.home.models.content import ContentPage
from portal.home.models.news import NewsPage

FRONT_NUMBERS = (41, 52, 50)
CARDS = 3


class HomePage(ContentPage):
    template = "home/home.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("front page")

    def get_structured_data(self, request) -> dict:
        """The site, and where it is searched."""
        found = f"{absolute(reverse('home:search'))}?q={{words}}"
        asking = {"@type": "SearchAction", "target": found, "query-input": "required name=words"}
        return {**super().get_structured_data(request), "@type": "WebSite", "potentialAction": asking}

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **front_of(self, request, now=clock.now())}


def front_of(home: Page, request, *, now: dt.datetime) -> dict:
    today = now.astimezone(DISTRICT).date()
    plan = current_plan(today)
    rows = rows_of(plan, plan.indicators.order_by("number"), today) if plan else []
    return {
        "figures": front_figures(rows),
        "counts": counts_by_state(rows),
        "total": len(rows),
        "outreach": newest_outreach(),
        "campaign_cards": _cards(running_campaigns(home, today), request),
        "news_cards": _cards(newest_news(home), request),
    }


def front_figures(rows: list[Row]) -> list[Row]:
    """The figures that residents make: cells, satisfaction, reach."""
    by_number = {row.indicator.drawn_as: row for row in rows}
    return [by_number[number] for number in FRONT_NUMBERS if number in by_number]


def running_campaigns(home: Page, today: dt.date):
    campaigns = CampaignPage.objects.descendant_of(home).live().public().prefetch_related("cover__renditions")
    return campaigns.exclude(ends_on__lt=today).order_by("starts_on")[:CARDS]


def newest_news(home: Page):
    news = NewsPage.objects.descendant_of(home).live().public()
    return news.prefetch_related("cover__renditions").order_by("-published_on", "-pk")[:CARDS]


def _cards(pages, request) -> list[str]:
    return [page.render_card(request) for page in pages]
