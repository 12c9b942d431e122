"""What one can do here, and the places of those who work here, as the rooms declare them."""

from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from portal.accounts.permissions import has_role, is_staff
from portal.inbox.queries import waiting_count
from portal.manifests import Link, declared

OTHER_LANGUAGE = {"zh-hans": ("en", "English"), "en": ("zh-hans", "中文")}


def links(kind: str, request, user=None) -> list[dict]:
    """Those of a kind that lead anywhere for this person."""
    found = []
    for link in declared(kind):
        url = reverse(link.name)
        if _offered(link, user) and (not link.column or has_pages(link.column)):
            found.append({"label": link.label, "text": link.text, "icon": link.icon, "url": url})
    # A place may lie below another; the nearer one is where a person is.
    nearest = max((link["url"] for link in found if request.path.startswith(link["url"])), key=len, default="")
    return [link | {"here": link["url"] == nearest} for link in found]


def _offered(link: Link, user) -> bool:
    if link.roles is None:
        return True
    return has_role(user, *link.roles) if link.roles else not is_staff(user)


def tasks(request) -> list[dict]:
    return links("tasks", request)


def has_pages(column: str) -> bool:
    """Whether strangers find anything under a column of the front page, in the active language."""
    below = Page.objects.live().filter(
        depth__gt=3, locale__language_code=get_language(), url_path__contains=f"/{column}/"
    )
    return below.exists()


def places(request) -> list[dict]:
    """The rooms in which this person works."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return links("places", request, user)


def _twin_url(request, code: str) -> str:
    """The address of a page's translation: an editor may have named it otherwise."""
    page = getattr(request, "shown_page", None)
    twin = page and page.get_translations().live().filter(locale__language_code=code).first()
    return (twin and twin.get_url(request)) or ""


def switch(request) -> dict:
    """The same page in the other language, or that language's front door when there is no such page."""
    code, label = OTHER_LANGUAGE.get(get_language(), OTHER_LANGUAGE["en"])
    here = request.get_full_path()
    there = _twin_url(request, code) or translate_url(here, code)
    front = "/" if code == "zh-hans" else f"/{code}/"
    home = "/en/" if get_language() == "en" else "/"
    return {"lang": code, "label": label, "url": front if there == here else there, "home": home}


def for_request(request) -> dict:
    """Read only by the pages that show them."""
    return {
        "front_links": SimpleLazyObject(lambda: links("front", request)),
        "site_tasks": SimpleLazyObject(lambda: tasks(request)),
        "places": SimpleLazyObject(lambda: places(request)),
        "switch": SimpleLazyObject(lambda: switch(request)),
        "waiting_count": SimpleLazyObject(lambda: waiting_count(request.user)),
    }
