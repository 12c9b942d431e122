"""Who is asked what a figure means, and who is asked to publish what was said."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.roles import Role
from portal.board.models import Definition
from portal.board.notifications import ask, officers_for, officers_of
from portal.directory.models import Department, Indicator, Plan
from portal.inbox.models import Task
from portal.inbox.operations import close_tasks

DEFINE, PUBLISH = "definition.say", "definition.publish"
DEFINE_TITLE = gettext_noop("Say what is counted in your indicators (%(count)s of them)")
PUBLISH_TITLE = gettext_noop("Check and publish what indicator %(number)s means")


def ask_offices(plan: Plan, missing: dict[Department | None, list[Indicator]], *, now) -> None:
    """One task an office, which says how many are left; who has said all is asked no more."""
    for office, indicators in missing.items():
        ask(
            officers_of(Q(grants__role=Role.DEPARTMENT_OFFICER, grants__department__in=[office] if office else [])),
            kind=DEFINE,
            title=DEFINE_TITLE,
            values={"count": len(indicators)},
            subject=_key(plan, office),
            link=reverse("board:definition-list", args=[plan.slug]),
            due_on=None,
            now=now,
        )
    asked = {_key(plan, office) for office in missing}
    held = Task.objects.waiting().filter(kind=DEFINE, subject__startswith=f"definitions:{plan.code}:")
    for subject in set(held.values_list("subject", flat=True)) - asked:
        close_tasks(subject=subject, kind=DEFINE, now=now)


def ask_for_publishing(definition: Definition, *, now) -> None:
    """Other officers of the offices that the plan names; where there is none, the district."""
    ask(
        officers_for(definition.indicator).exclude(pk=definition.entered_by_id),
        kind=PUBLISH,
        title=PUBLISH_TITLE,
        values={"number": definition.indicator.number},
        subject=definition,
        link=reverse("board:definition-decide", args=[definition.public_id]),
        due_on=None,
        now=now,
    )


def close_publishing(definition: Definition, *, now) -> None:
    close_tasks(subject=definition, kind=PUBLISH, now=now)


def _key(plan: Plan, office: Department | None) -> str:
    return f"definitions:{plan.code}:{office.code if office else '-'}"
