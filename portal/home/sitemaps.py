"""All that strangers may read, for search engines: every kind of page, in both languages, under the portal's own name."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from campaigns.models import Event
from campaigns.queries import recognised_estates
from cells.queries.register import registered
from portal import clock
from portal.board.queries import current_plan
from surveys.enums import WaveState
from surveys.models import Wave

LISTS = (
    "campaigns:event-list", "campaigns:estate-list", "cells:register-list", "cells:certificate-find",
    "cells:notice-list", "surveys:survey-list", "home:feedback-leave", "home:site-map",
)  # fmt: skip
OF_THE_PLAN = (
    "board:indicator-list", "board:project-list", "board:task-list", "board:change-list", "board:office-list",
    "board:outreach-detail",
)  # fmt: skip


class _Ours(Sitemap):
    """Where we are is a setting; a request may name us as it likes."""

    @property
    def protocol(self) -> str:
        return urlsplit(settings.PORTAL_BASE_URL).scheme

    def get_domain(self, site=None) -> str:
        return urlsplit(settings.PORTAL_BASE_URL).netloc


class Pages(_Ours):
    """Of the content system: each stands in its own language."""

    def items(self):
        return Page.objects.live().public().filter(depth__gt=1).order_by("path").specific()

    def location(self, page) -> str:
        return page.get_url_parts()[2]

    def lastmod(self, page):
        return page.last_published_at


class _Translated(_Ours):
    """Pages of the rooms, which stand in every language."""

    i18n = True
    alternates = True


class Lists(_Translated):
    def items(self):
        return LISTS + (OF_THE_PLAN if current_plan(clock.today()) else ())

    def location(self, route) -> str:
        return reverse(route)


class Events(_Translated):
    def items(self):
        return Event.objects.public().order_by("pk")

    def location(self, event) -> str:
        return reverse("campaigns:event-detail", args=[event.public_id])

    def lastmod(self, event):
        return event.verified_at or event.created_at


class Estates(_Translated):
    def items(self):
        return recognised_estates().order_by("pk")

    def location(self, estate) -> str:
        return reverse("campaigns:estate-detail", args=[estate.public_id])


class Certificates(_Translated):
    def items(self):
        return registered().order_by("pk")

    def location(self, certificate) -> str:
        return reverse("verify:certificate-check", args=[certificate.number])


class Indicators(_Translated):
    def items(self):
        plan = current_plan(clock.today())
        return plan.indicators.order_by("number") if plan else []

    def location(self, indicator) -> str:
        return reverse("board:indicator-detail", args=[indicator.number])


class Surveys(_Translated):
    def items(self):
        return Wave.objects.exclude(state=WaveState.PLANNED).select_related("survey").order_by("pk")

    def location(self, wave) -> str:
        return reverse("surveys:survey-results", args=[wave.survey.slug, wave.number])


SITEMAPS = {kind.__name__.lower(): kind for kind in (Pages, Lists, Events, Estates, Certificates, Indicators, Surveys)}
