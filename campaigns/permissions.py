"""Who may take which step: the right person, in the right place."""

from campaigns.enums import EstateStep, EventState, Step
from portal.accounts.permissions import areas_of, has_role, holds
from portal.accounts.roles import Role
from portal.directory.models import Area, AreaKind

OFFICERS_STEPS = frozenset({Step.PLAN, Step.REVISE, Step.REPORT, Step.RESUBMIT})
VERIFIERS_STEPS = frozenset({Step.VERIFY, Step.RETURN})
# Who sees the ledger of all areas; a street officer sees the own one.
OVERSEERS = (
    Role.DISTRICT_REVIEWER,
    Role.DEPARTMENT_OFFICER,
    Role.DISTRICT_ADMINISTRATOR,
    Role.AUDITOR,
)
READERS = (Role.STREET_OFFICER, *OVERSEERS)


def may(user, step: Step, *, area, event=None) -> bool:
    """Whether the person may take the step; the workflow decides whether it is open."""
    if step in OFFICERS_STEPS:
        return holds(user, Role.STREET_OFFICER, area=area)
    if step in VERIFIERS_STEPS:
        return may_verify(user, event)
    return may_withdraw(user, event)


def may_verify(user, event) -> bool:
    """A district reviewer who neither entered nor reported the event."""
    own = {event.created_by_id, event.reported_by_id}
    return has_role(user, Role.DISTRICT_REVIEWER) and user.pk not in own


def may_withdraw(user, event) -> bool:
    """The street until the district has verified; the district from the report on."""
    if has_role(user, Role.DISTRICT_REVIEWER) and event.state != EventState.PLANNED:
        return True
    return event.state != EventState.VERIFIED and holds(user, Role.STREET_OFFICER, area=event.area)


def may_close_quarter(user) -> bool:
    return has_role(user, Role.DISTRICT_REVIEWER)


def sees_all(user) -> bool:
    return has_role(user, *OVERSEERS)


def areas_reported(user):
    """The areas for which the person reports events."""
    return areas_of(user, Role.STREET_OFFICER)


def may_for_estate(user, step: EstateStep, *, area) -> bool:
    """The street proposes and tells the story; the district may do that, too, and it alone recognises."""
    if has_role(user, Role.DISTRICT_REVIEWER):
        return True
    return step in {EstateStep.PROPOSE, EstateStep.TELL} and holds(user, Role.STREET_OFFICER, area=area)


def areas_of_estates(user):
    """The areas whose estates the person may enter or change."""
    if has_role(user, Role.DISTRICT_REVIEWER):
        return Area.objects.exclude(kind=AreaKind.DISTRICT)
    return areas_reported(user)
