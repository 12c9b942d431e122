"""The page of the other language at the same address, and visitors' messages as desks and the public read them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from wagtail.models import Locale, Page

from portal.accounts.permissions import grants_of, has_role
from portal.accounts.roles import Role
from portal.home.enums import FeedbackState
from portal.home.models import Feedback, HomePage, NewsPage
from portal.home.models.feedback import About

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


def feedback_of(user) -> QuerySet[Feedback]:
    """What a person may answer: what waits comes first, the oldest before the younger."""
    rows = Feedback.objects.select_related("department").prefetch_related("earlier")
    if not has_role(user, Role.DISTRICT_ADMINISTRATOR):
        offices = [grant.department_id for grant in grants_of(user) if grant.role == Role.DEPARTMENT_OFFICER]
        own = Q() if has_role(user, Role.EDITOR) else Q(department__in=offices)
        rows = rows.filter(own, about=About.MESSAGE)
    return rows.order_by("answered_at", "received_at", "pk")


def solved_feedback() -> QuerySet[Feedback]:
    """What its senders call solved and an editor put into public words, the newest first."""
    return Feedback.objects.filter(state=FeedbackState.SOLVED).exclude(public_words="").order_by("-answered_at", "-pk")


def columns_without_news(_day) -> list[str]:
    """The languages in which no news stands yet."""
    told = set(NewsPage.objects.live().values_list("locale__language_code", flat=True))
    return [locale.get_display_name() for locale in Locale.objects.all() if locale.language_code not in told]
