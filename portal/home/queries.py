"""The page of the other language at the same address, for readers whom no translation awaits."""

from dataclasses import dataclass

from wagtail.models import Locale, Page

from portal.home.models import HomePage

DEPTH_MOST = 6


@dataclass(frozen=True)
class Twin:
    title: str
    url: str
    language: str


def twin_of_path(path: str) -> Twin | None:
    """For /en/x/ the Chinese page /x/, for /x/ the English one; nothing unless strangers may read it."""
    parts = [part for part in path.split("/") if part]
    code = "zh-hans" if parts[:1] == ["en"] else "en"
    slugs = parts[1:] if code == "zh-hans" else parts
    if not slugs or len(slugs) > DEPTH_MOST:
        return None
    page = _page_at(slugs, code)
    return Twin(page.title, page.url, code) if page and page.url else None


def _page_at(slugs: list[str], code: str) -> Page | None:
    home = HomePage.objects.live().filter(locale__language_code=code, depth=2).first()
    if home is None:
        return None
    wanted = f"{home.url_path}{'/'.join(slugs)}/"
    return Page.objects.live().public().filter(url_path=wanted, locale=Locale.objects.get(language_code=code)).first()
