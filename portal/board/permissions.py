"""Who may enter, approve and see figures before they are public."""

from portal.accounts.permissions import has_role, holds
from portal.accounts.roles import Role

OFFICERS = (Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR)
READERS = (Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER, Role.AUDITOR)


def is_responsible(user, indicator) -> bool:
    """An officer of a department that the plan names for the indicator."""
    if has_role(user, Role.DISTRICT_ADMINISTRATOR):
        return True
    return any(
        holds(user, Role.DEPARTMENT_OFFICER, department=department) for department in indicator.departments.all()
    )


def can_enter(user, indicator) -> bool:
    return indicator.drawn_as is None and is_responsible(user, indicator)


def can_decide(user, observation) -> bool:
    """Another person than the one who entered it, while it waits."""
    return (
        observation.approved_at is None
        and observation.declined_at is None
        and observation.entered_by_id is not None
        and observation.entered_by_id != user.pk
        and is_responsible(user, observation.indicator)
    )


def can_revise(user, observation) -> bool:
    is_decided = observation.approved_at is not None or observation.declined_at is not None
    return is_decided and not hasattr(observation, "revision") and can_enter(user, observation.indicator)


def can_see(user, observation) -> bool:
    return has_role(user, Role.DISTRICT_REVIEWER, Role.AUDITOR) or is_responsible(user, observation.indicator)
