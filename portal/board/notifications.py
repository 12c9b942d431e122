"""Who is asked to approve a figure or a note, and who is reminded of a figure that is due."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.board.models import Closing, Observation, PlanDraft, PlanRemark, ProgressNote, Release
from portal.board.permissions import PLAN_APPROVERS
from portal.board.targets.due import Due
from portal.directory.models import Department, Indicator, departments_in_order
from portal.inbox.operations import close_tasks, open_task

APPROVE, ENTER = "observation.approve", "observation.enter"
APPROVE_NOTE, APPROVE_PLAN = "progress.approve", "plan.approve"
RELEASE_CLOSING, SAY_UNMET = "closing.release", "closing.reason"
CONFIRM_RELEASE, MISSED_RELEASE = "release.confirm", "release.missed"
REMARK, ANSWER = "plan.remark", "plan.answer"
CONFIRM_TITLE = gettext_noop("Confirm the day on which the figures for %(period)s appear")
MISSED_TITLE = gettext_noop("The figures for %(period)s did not appear on their day: confirm, approve or postpone")
REMARK_TITLE = gettext_noop("Look through your rows of the next plan: %(name)s")
ANSWER_TITLE = gettext_noop("Answer what %(office)s says of the next plan")
CLOSING_TITLE = gettext_noop("Check and release the closing file of %(name)s")
UNMET_TITLE = gettext_noop("Say why indicator %(number)s was not met")
PLAN_TITLE = gettext_noop("Check and approve the next plan: %(name)s")
TITLE = gettext_noop("Check and publish the figure of indicator %(number)s for %(period)s")
NOTE_TITLE = gettext_noop("Check and publish the progress of %(number)s for %(period)s")
ENTER_TITLE = gettext_noop("Enter the figure of indicator %(number)s for %(period)s")


def ask_for_approval(observation: Observation, *, now) -> None:
    """Other officers of the departments named by the plan; where there is none, the district."""
    ask(
        officers_for(observation.indicator).exclude(pk=observation.entered_by_id),
        kind=APPROVE,
        title=TITLE,
        values={"number": observation.indicator.number, "period": observation.period},
        subject=observation,
        link=reverse("board:observation-decide", args=[observation.public_id]),
        due_on=None,
        now=now,
    )
    close_reminder(observation.indicator, observation.period, now=now)


def ask_for_note_approval(note: ProgressNote, *, now) -> None:
    """Another officer of the same office; where there is none, the district."""
    role = Role.DEPARTMENT_OFFICER if note.department_id else Role.STREET_OFFICER
    place = {"grants__department": note.department} if note.department_id else {"grants__area": note.area}
    ask(
        officers_of(Q(grants__role=role, **place)).exclude(pk=note.entered_by_id),
        role=role,
        kind=APPROVE_NOTE,
        title=NOTE_TITLE,
        values={"number": note.subject.number, "period": note.quarter},
        subject=note,
        link=reverse("board:progress-decide", args=[note.public_id]),
        due_on=None,
        now=now,
    )


def ask_for_plan_approval(draft: PlanDraft, *, now) -> None:
    """The other administrators of the district and those who review for it; where there is none, the district."""
    ask(
        officers_of(Q(grants__role__in=PLAN_APPROVERS)).exclude(pk=draft.entered_by_id),
        role=Role.DISTRICT_REVIEWER,
        kind=APPROVE_PLAN,
        title=PLAN_TITLE,
        values={"name": draft.name},
        subject=draft,
        link=reverse("board:plan-draft", args=[draft.public_id]),
        due_on=draft.live_on,
        now=now,
    )


def close_plan_approval(draft: PlanDraft, *, now) -> None:
    """And all that was asked about it."""
    close_tasks(subject=draft, now=now, kind=APPROVE_PLAN)
    for office in Department.objects.all():
        close_remarks(draft, office, now=now)
    for remark in draft.remarks.all():
        close_answer(remark, now=now)


def ask_for_remarks(draft: PlanDraft, offices: Iterable[Department], *, now) -> None:
    """The officers of each office that the draft names; where it has none, nobody: the second person sees who is silent."""
    for office in offices:
        for officer in officers_of(Q(grants__role=Role.DEPARTMENT_OFFICER, grants__department=office)):
            open_task(
                user=officer,
                role=Role.DEPARTMENT_OFFICER,
                kind=REMARK,
                title=REMARK_TITLE,
                values={"name": draft.name},
                subject=_remarks_key(draft, office),
                link=reverse("board:plan-remarks", args=[draft.public_id]),
                due_on=draft.live_on,
                now=now,
            )


def close_remarks(draft: PlanDraft, office: Department, *, now) -> None:
    close_tasks(subject=_remarks_key(draft, office), now=now, kind=REMARK)


def _remarks_key(draft: PlanDraft, office: Department) -> str:
    return f"plan_remarks:{draft.public_id}:{office.code}"


def tell_of_remark(remark: PlanRemark, *, now) -> None:
    open_task(
        user=remark.draft.entered_by,
        kind=ANSWER,
        title=ANSWER_TITLE,
        values={"office": remark.office.name},
        subject=remark,
        link=reverse("board:plan-draft", args=[remark.draft.public_id]),
        due_on=remark.draft.live_on,
        now=now,
    )


def close_answer(remark: PlanRemark, *, now) -> None:
    close_tasks(subject=remark, now=now, kind=ANSWER)


def ask_for_confirmation(release: Release, *, now) -> None:
    """Another of the district than who set the day."""
    close_tasks(subject=release, now=now, kind=MISSED_RELEASE)
    ask(
        officers_of(Q(grants__role__in=PLAN_APPROVERS)).exclude(pk=release.set_by_id),
        role=Role.DISTRICT_REVIEWER,
        kind=CONFIRM_RELEASE,
        title=CONFIRM_TITLE,
        values={"period": release.period},
        subject=release,
        link=reverse("board:release-detail", args=[release.public_id]),
        due_on=release.day,
        now=now,
    )


def close_confirmation(release: Release, *, now) -> None:
    for kind in (CONFIRM_RELEASE, MISSED_RELEASE):
        close_tasks(subject=release, now=now, kind=kind)


def tell_of_missed_release(release: Release, *, now) -> None:
    """Once a release: asked again, the same task stands."""
    open_task(
        role=Role.DISTRICT_ADMINISTRATOR,
        kind=MISSED_RELEASE,
        title=MISSED_TITLE,
        values={"period": release.period},
        subject=release,
        link=reverse("board:release-detail", args=[release.public_id]),
        due_on=release.day,
        now=now,
    )


def ask_for_closing_release(closing: Closing, *, now) -> None:
    ask(
        officers_of(Q(grants__role__in=PLAN_APPROVERS)).exclude(pk=closing.entered_by_id),
        role=Role.DISTRICT_REVIEWER,
        kind=RELEASE_CLOSING,
        title=CLOSING_TITLE,
        values={"name": closing.plan.name},
        subject=closing,
        link=reverse("board:closing-decide", args=[closing.public_id]),
        due_on=None,
        now=now,
    )


def close_closing_release(closing: Closing, *, now) -> None:
    close_tasks(subject=closing, now=now, kind=RELEASE_CLOSING)


def ask_for_reason(indicator: Indicator, *, now) -> None:
    """The officers of the office that leads; where there is none, the district."""
    lead = departments_in_order(indicator)[:1]
    ask(
        officers_of(Q(grants__role=Role.DEPARTMENT_OFFICER, grants__department__in=lead)),
        kind=SAY_UNMET,
        title=UNMET_TITLE,
        values={"number": indicator.number},
        subject=_unmet_key(indicator),
        link=reverse("board:unmet-reason", args=[indicator.plan.slug, indicator.number]),
        due_on=None,
        now=now,
    )


def close_reason(indicator: Indicator, *, now) -> None:
    close_tasks(subject=_unmet_key(indicator), now=now, kind=SAY_UNMET)


def _unmet_key(indicator: Indicator) -> str:
    return f"unmet:{indicator.plan.code}:{indicator.number}"


def remind(indicator: Indicator, due: Due, *, now) -> None:
    """The officers who owe the figure hear of it with its day; where there is none, the district."""
    ask(
        officers_for(indicator),
        kind=ENTER,
        title=ENTER_TITLE,
        values={"number": indicator.number, "period": str(due.period)},
        subject=reminder_key(indicator, str(due.period)),
        link=reverse("board:observation-create", args=[indicator.plan.slug, indicator.number]),
        due_on=due.due_on,
        now=now,
    )


def close_reminder(indicator: Indicator, period: str, *, now) -> None:
    close_tasks(subject=reminder_key(indicator, period), now=now, kind=ENTER)


def close_approval(handled: Observation | ProgressNote, *, now) -> None:
    close_tasks(subject=handled, now=now, kind=APPROVE if isinstance(handled, Observation) else APPROVE_NOTE)


def reminder_key(indicator: Indicator, period: str) -> str:
    return f"figure:{indicator.plan.code}:{indicator.number}:{period}"


def officers_for(indicator: Indicator):
    """Those of the departments that the plan names."""
    departments = indicator.departments.all()
    return officers_of(Q(grants__role=Role.DEPARTMENT_OFFICER, grants__department__in=departments))


def officers_of(held: Q):
    return User.objects.filter(held, is_active=True).distinct()


def ask(officers, *, role: Role = Role.DEPARTMENT_OFFICER, **task) -> None:
    """Each of the officers, who are asked in that role; where there is none, the district."""
    found = list(officers)
    for officer in found:
        open_task(user=officer, role=role, **task)
    if not found:
        open_task(role=Role.DISTRICT_ADMINISTRATOR, **task)
