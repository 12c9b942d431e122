"""What one can do here, and the places of those who work here; a room that is not there is left out."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.accounts.permissions import has_role, is_staff
from portal.accounts.roles import Role
from portal.inbox.queries import waiting_count

OTHER_LANGUAGE = {"zh-hans": ("en", "English"), "en": ("zh-hans", "中文")}


@dataclass(frozen=True)
class Way:
    """A link of the navigation: its words, its icon, where it leads, and who is offered it."""

    label: str
    icon: str
    name: str
    roles: frozenset | None = None
    # The column of the site behind it: while nothing is in it, nobody is led there.
    column: str = ""


# Residents and units hold no staff role.
PUBLIC = frozenset()
OFFICER = frozenset({Role.STREET_OFFICER})
REVIEWER = frozenset({Role.DISTRICT_REVIEWER})
ADMINISTRATOR = frozenset({Role.DISTRICT_ADMINISTRATOR})
OFFICERS = frozenset({Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR})
DISTRICT = ADMINISTRATOR | REVIEWER
EDITORS = frozenset({Role.EDITOR, Role.DISTRICT_ADMINISTRATOR})
INTO_CMS = EDITORS | frozenset({Role.SECTION_EDITOR})
WATCHERS = ADMINISTRATOR | frozenset({Role.SECURITY_ADMINISTRATOR})
LEDGER = OFFICER | OFFICERS | REVIEWER | frozenset({Role.AUDITOR})
TASKS = (
    Way(_("Answer a survey"), "clipboard-list", "surveys:survey-list"),
    Way(_("Check a certificate"), "badge-check", "cells:certificate-find"),
    Way(_("Zero-waste cells"), "building-2", "cells:register-list"),
    Way(_("Events near by"), "calendar-days", "campaigns:event-list"),
    Way(_("How the plan stands"), "chart-column", "board:indicator-list"),
    Way(_("News"), "newspaper", "home:news-list", column="news"),
)

PLACES = (
    Way(_("My applications"), "file-text", "cells:application-list", PUBLIC),
    Way(pgettext_lazy("place", "Pre-review"), "clipboard-check", "cells:review-list", OFFICER),
    Way(_("My events"), "calendar-days", "campaigns:event-mine", OFFICER),
    Way(_("Evaluations"), "scale", "cells:evaluation-list", frozenset({Role.EVALUATOR})),
    Way(_("My expert entry"), "user-round", "cells:expert-own", frozenset({Role.EVALUATOR})),
    Way(_("Decisions"), "gavel", "cells:decision-list", REVIEWER),
    Way(_("Certificates"), "badge-check", "cells:certificate-list", REVIEWER),
    Way(_("Units to recheck"), "clipboard-check", "cells:surveillance-show", REVIEWER),
    Way(_("Expert pool"), "users-round", "cells:expert-list", REVIEWER),
    Way(_("Objections"), "message-square", "cells:objection-list", REVIEWER),
    Way(_("Events to verify"), "stamp", "campaigns:review-list", REVIEWER),
    Way(_("Outreach ledger"), "calendar-check", "campaigns:ledger-now", LEDGER),
    Way(_("Fieldwork"), "users-round", "surveys:fieldwork-list", OFFICER | OFFICERS | REVIEWER),
    Way(_("Figures to provide"), "chart-column", "board:due-list", OFFICERS),
    Way(_("Tasks and progress"), "clipboard-check", "board:duty-list", OFFICER | OFFICERS),
    Way(_("What needs a decision first"), "list-filter", "board:decision-list", DISTRICT),
    Way(_("Who owes what by when"), "calendar-check", "board:owed-list", DISTRICT),
    Way(_("How the work stands"), "chart-column", "board:room-list", DISTRICT),
    Way(_("Reports on the plan"), "file-text", "board:report-list", OFFICERS | REVIEWER),
    Way(_("Content"), "square-pen", "wagtailadmin_home", INTO_CMS),
    Way(_("Section editors"), "users-round", "wagtailusers_users:index", frozenset({Role.USER_MANAGER})),
    Way(_("Check of the site"), "list-checks", "home:site-check", EDITORS),
    Way(_("Messages from residents"), "megaphone", "home:feedback-list", EDITORS),
    Way(_("Working days"), "calendar-days", "home:calendar-list", ADMINISTRATOR),
    Way(_("Undelivered messages"), "mail", "inbox:message-list", ADMINISTRATOR),
    Way(_("Audit"), "scroll-text", "ledger:entry-list", frozenset({Role.AUDITOR})),
    Way(_("Staff accounts"), "users-round", "administration:account-list", frozenset({Role.SECURITY_ADMINISTRATOR})),
    Way(_("State of the portal"), "settings", "upkeep:state-show", WATCHERS),
    Way(_("My account"), "user-round", "usersessions_list"),
)


def _links(ways, request) -> list[dict]:
    links = []
    for way in ways:
        try:
            url = reverse(way.name)
        except NoReverseMatch:
            continue
        links.append({"label": way.label, "icon": way.icon, "url": url, "here": request.path.startswith(url)})
    return links


def _offered(way: Way, user) -> bool:
    if way.roles is None:
        return True
    return has_role(user, *way.roles) if way.roles else not is_staff(user)


def tasks(request) -> list[dict]:
    return _links([way for way in TASKS if not way.column or has_pages(way.column)], request)


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
    return _links([way for way in PLACES if _offered(way, user)], request)


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
        "site_tasks": SimpleLazyObject(lambda: tasks(request)),
        "places": SimpleLazyObject(lambda: places(request)),
        "switch": SimpleLazyObject(lambda: switch(request)),
        "waiting_count": SimpleLazyObject(lambda: waiting_count(request.user)),
    }
