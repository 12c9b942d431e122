"""The duty of a government's site: columns that are kept fresh, none that stand empty, links that lead somewhere.

Nothing is asked of other hosts: links to them are left to whoever opens them.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Max, Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from campaigns.models import CampaignIndexPage, CampaignPage
from portal.cms.validators import raw_text, streams
from portal.home.models import NewsIndexPage, NewsPage, StandardPage

FRESH = dt.timedelta(days=14)
REVIEW = dt.timedelta(days=365)
COLUMNS = ((NewsIndexPage, NewsPage), (CampaignIndexPage, CampaignPage))
HREF = re.compile(r'href=\\?"([^"\\]+)')
MAIN = "zh-hans"


@dataclass(frozen=True)
class Trouble:
    code: str
    page: Page
    words: str


def troubles(now: dt.datetime) -> list[Trouble]:
    """What editors should look after, the gravest first."""
    return [*dead_links(), *empty_columns(), *stale_columns(now), *old_reviews(now), *missing_words()]


def _columns() -> Iterator[tuple[Page, Page]]:
    for index, entry in COLUMNS:
        for column in index.objects.live().filter(locale__language_code=MAIN):
            yield column, entry.objects.child_of(column).live()


def empty_columns() -> Iterator[Trouble]:
    for column, entries in _columns():
        if not entries.exists():
            yield Trouble("empty", column, _("Nothing is in this column; it is hidden until something is."))


def stale_columns(now: dt.datetime) -> Iterator[Trouble]:
    """A column without a new page for two weeks: what inspections of government sites look for first."""
    for column, entries in _columns():
        newest = entries.aggregate(newest=Max("first_published_at"))["newest"]
        if newest and now - newest > FRESH:
            days = (now - newest).days
            yield Trouble(
                "stale", column, _("Nothing new for %(days)s days; at least every two weeks is asked.") % {"days": days}
            )


def old_reviews(now: dt.datetime) -> Iterator[Trouble]:
    edge = (now - REVIEW).date()
    for page in StandardPage.objects.live().filter(reviewed_on__lt=edge):
        yield Trouble("review", page, _("Last checked more than a year ago."))


def missing_words() -> Iterator[Trouble]:
    pages = Page.objects.live().filter(depth__gt=2).specific()
    for page in pages:
        if hasattr(page, "summary") and not page.summary.strip():
            yield Trouble(
                "summary", page, _("The summary is empty: cards, search and shared links would show nothing.")
            )


def dead_links() -> Iterator[Trouble]:
    """Links and cards of public pages that lead to no public page of ours."""
    yield from _dead_references()
    for page in Page.objects.live().filter(depth__gt=1).specific():
        for address in _addresses(page):
            if not leads_somewhere(address):
                yield Trouble("link", page, _("The link %(address)s leads nowhere.") % {"address": address[:80]})


def _dead_references() -> Iterator[Trouble]:
    """Wagtail knows which page refers to which: those that are no longer public."""
    hidden = {str(pk): title for pk, title in Page.objects.filter(live=False).values_list("pk", "title")}
    found = ReferenceIndex.objects.filter(
        Q(to_content_type__model="page") & Q(to_object_id__in=hidden), base_content_type__model="page"
    )
    live = {str(page.pk): page for page in Page.objects.live().filter(pk__in=[row.object_id for row in found])}
    for row in found:
        if page := live.get(row.object_id):
            words = _("“%(title)s” is linked, but not public.") % {"title": hidden[row.to_object_id]}
            yield Trouble("link", page, words)


def _addresses(page: Page) -> list[str]:
    """Addresses of our own that stand in a page's text."""
    text = " ".join(raw_text(page, field) for field in streams(page))
    found = [unescape(address) for address in HREF.findall(text)]
    return [own for address in dict.fromkeys(found) if (own := own_path(address))]


def own_path(address: str) -> str:
    """The path of an address of this site; nothing for others, mail and telephone."""
    parts = urlsplit(address)
    ours = {"", urlsplit(settings.PORTAL_BASE_URL).netloc}
    if parts.scheme not in {"", "http", "https"} or parts.netloc not in ours or not parts.path.startswith("/"):
        return ""
    return unquote(parts.path)


def leads_somewhere(path: str) -> bool:
    """Whether a room or a public page answers at a path of ours."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name != "wagtail_serve":
        return True
    slugs = [part for part in path.split("/") if part]
    slugs = slugs[1:] if slugs[:1] == ["en"] else slugs
    return not slugs or Page.objects.live().filter(slug=slugs[-1], depth=len(slugs) + 2).exists()
