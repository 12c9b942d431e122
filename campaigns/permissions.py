"""Who may take which step: the right person, in the right place."""

from campaigns.enums import EstateStep, EventState, Step
from campaigns.workflow import BOTH, ESTATES, EVENTS, STREET, VERIFICATION
from portal.accounts.permissions import areas_of, has_role, holds
from portal.accounts.roles import Role
from portal.directory.models import Area, AreaKind

# Who sees the ledger of all areas; a street officer sees the own one.
OVERSEERS = (
    Role.DISTRICT_REVIEWER,
    Role.DEPARTMENT_OFFICER,
    Role.DISTRICT_ADMINISTRATOR,
    Role.AUDITOR,
)
READERS = (Role.STREET_OFFICER, *OVERSEERS)


def can_take(user, step: Step, *, area, event=None) -> bool:
    """Whether the person may take the step; the workflow decides whether it is open."""
    if EVENTS[step].actor == STREET:
        return holds(user, Role.STREET_OFFICER, area=area)
    return can_withdraw(user, event) if step == Step.WITHDRAW else can_verify(user, event)


def can_verify(user, event) -> bool:
    """A district reviewer who neither entered nor reported the event."""
    return has_role(user, Role.DISTRICT_REVIEWER) and VERIFICATION.is_another(user, event)


def can_withdraw(user, event) -> bool:
    """The street until the district has verified; the district from the report on."""
    if has_role(user, Role.DISTRICT_REVIEWER) and event.state != EventState.PLANNED:
        return True
    return event.state != EventState.VERIFIED and holds(user, Role.STREET_OFFICER, area=event.area)


def can_tell(user, event) -> bool:
    """Whether the person makes a news draft of a verified event: the street that held it, or who runs the site."""
    if event.state != EventState.VERIFIED:
        return False
    return has_role(user, Role.DISTRICT_ADMINISTRATOR) or holds(user, Role.STREET_OFFICER, area=event.area)


def can_close_quarter(user) -> bool:
    return has_role(user, Role.DISTRICT_REVIEWER)


def sees_all(user) -> bool:
    return has_role(user, *OVERSEERS)


def reports_for(user, area) -> bool:
    return holds(user, Role.STREET_OFFICER, area=area)


def areas_reported(user):
    """The areas for which the person reports events."""
    return areas_of(user, Role.STREET_OFFICER)


def can_take_estate(user, step: EstateStep, *, area) -> bool:
    """The street proposes and tells the story; the district may do that, too, and it alone recognises."""
    if has_role(user, Role.DISTRICT_REVIEWER):
        return True
    return ESTATES[step].actor == BOTH and holds(user, Role.STREET_OFFICER, area=area)


def areas_of_estates(user):
    """The areas whose estates the person may enter or change."""
    if has_role(user, Role.DISTRICT_REVIEWER):
        return Area.objects.exclude(kind=AreaKind.DISTRICT)
    return areas_reported(user)
