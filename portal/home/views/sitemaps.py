"""All that strangers may read, for search engines: every kind of page, in both languages, under the portal's own name."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from portal.cms.public_pages import PublicPages
from portal.manifests import declared


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


class Declared(_Ours):
    """Pages of the rooms, which stand in every language."""

    i18n = True
    alternates = True

    def __init__(self, pages: PublicPages) -> None:
        self.pages = pages

    def items(self):
        return self.pages.rows()

    def location(self, row) -> str:
        return self.pages.address(row)

    def lastmod(self, row):
        return self.pages.changed(row) if self.pages.changed else None


def sitemaps() -> dict[str, Sitemap]:
    return {"pages": Pages()} | {pages.name: Declared(pages) for pages in declared("public")}
