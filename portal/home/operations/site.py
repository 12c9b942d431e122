"""The pages that the real portal starts with; what is there stays as editors left it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from campaigns.models import CampaignIndexPage
from portal.cms.operations import prepare_sections
from portal.directory.district import District
from portal.home.models import HomePage, LandingPage, NewsIndexPage, SortingGuidePage, StandardPage

DATA = Path(__file__).parents[1] / "data"
MAIN, OTHER = "zh-hans", "en"
PORTS = {"http": 80, "https": 443}
TYPES = {
    "standard": StandardPage,
    "landing": LandingPage,
    "news": NewsIndexPage,
    "sorting": SortingGuidePage,
    "campaigns": CampaignIndexPage,
}


@dataclass(frozen=True)
class Words:
    title: str
    summary: str = ""
    body: list = field(default_factory=list)


@dataclass(frozen=True)
class PageRecord:
    slug: str
    type: str
    words: dict[str, Words]


@cache
def site_records(district: District) -> tuple[PageRecord, ...]:
    rows = yaml.safe_load(district.filled((DATA / "site.yaml").read_text(encoding="utf-8")))
    return tuple(
        PageRecord(row["slug"], row["type"], {code: Words(**row[code]) for code in (MAIN, OTHER)}) for row in rows
    )


@transaction.atomic
def build_site() -> int:
    """The front page and its sections in both languages; returns how many pages are new."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in (MAIN, OTHER)}
    front, *sections = site_records(settings.DISTRICT)
    home, made = _front(front, locales)
    for record in sections:
        page = TYPES[record.type].objects.child_of(home).filter(slug=record.slug).first()
        if page is None:
            page = home.add_child(instance=_worded(TYPES[record.type](slug=record.slug), record.words[MAIN]))
            made += 1
        made += _translated(page, record, locales[OTHER])
    prepare_sections(home.get_children())
    return made


def _front(record: PageRecord, locales: dict[str, Locale]) -> tuple[HomePage, int]:
    home = HomePage.objects.filter(locale=locales[MAIN], depth=2).first()
    made = int(home is None)
    if home is None:
        new = HomePage(slug=record.slug, locale=locales[MAIN])
        home = Page.get_first_root_node().add_child(instance=_worded(new, record.words[MAIN]))
    _site_at(home)
    return home, made + _translated(home, record, locales[OTHER])


def _site_at(home: HomePage) -> None:
    """The one site leads to our front page, under the name that the portal is configured with; Wagtail's welcome goes."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    ours = urlsplit(settings.PORTAL_BASE_URL)
    port = ours.port or PORTS[ours.scheme]
    wanted = {"root_page": home, "site_name": settings.WAGTAIL_SITE_NAME, "hostname": ours.hostname, "port": port}
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    welcome = Page.objects.filter(depth=2, content_type__model="page").exclude(pk=home.pk)
    for page in welcome:
        page.delete()


def _translated(page: Page, record: PageRecord, locale: Locale) -> int:
    if page.has_translation(locale):
        return 0
    copy = page.copy_for_translation(locale, copy_parents=True)
    _worded(copy, record.words[locale.language_code]).save()
    copy.save_revision().publish()
    return 1


def _worded(page: Page, words: Words) -> Page:
    page.title, page.draft_title, page.summary = words.title, words.title, words.summary
    if words.body:
        page.body = [(kind, RichText(text) if kind == "paragraph" else text) for kind, text in _blocks(words.body)]
    return page


def _blocks(body: list[dict]) -> list[tuple[str, object]]:
    return [next(iter(block.items())) for block in body]
