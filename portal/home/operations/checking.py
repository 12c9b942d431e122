"""The daily look at the site: editors are told while something needs them, and no longer once nothing does."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.roles import Role
from portal.home.results.columns import troubles
from portal.inbox.operations import close_tasks, open_task

CHECK = "pages.check"
SUBJECT = "site:pages"
TITLE = gettext_noop("Look after the site: something is stale, empty or leads nowhere")


@transaction.atomic
def check_pages(*, now) -> int:
    """How many troubles there are."""
    number = len(troubles(now))
    if not number:
        close_tasks(subject=SUBJECT, now=now, kind=CHECK)
        return 0
    link = reverse("home:site-check")
    open_task(kind=CHECK, title=TITLE, values={}, subject=SUBJECT, link=link, due_on=None, now=now, role=Role.EDITOR)
    return number
