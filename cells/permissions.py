"""Who may do it: the right person, in the right place, at an open step."""

from cells.enums import AssignmentState
from cells.models import Application, Membership, Organisation
from cells.workflow import Actor, find_step
from portal.accounts.permissions import holds
from portal.accounts.roles import Role


def is_member(user, organisation: Organisation) -> bool:
    if not user.is_authenticated:
        return False
    return Membership.objects.filter(organisation=organisation, user=user).exists()


def is_street_of(user, organisation: Organisation) -> bool:
    return holds(user, Role.STREET_OFFICER, area=organisation.area)


def is_evaluator_of(user, application: Application) -> bool:
    """Assigned, and not recused."""
    return (
        user.is_authenticated
        and application.assignments.filter(evaluator=user).exclude(state=AssignmentState.RECUSED).exists()
    )


def has_conflict(user, organisation: Organisation) -> bool:
    """Of the unit, or of the street that helped and pre-reviewed it."""
    return is_member(user, organisation) or is_street_of(user, organisation)


def _is_unit(user, application: Application) -> bool:
    return is_member(user, application.organisation)


def _is_street(user, application: Application) -> bool:
    organisation = application.organisation
    return is_street_of(user, organisation) and not is_member(user, organisation)


def _is_district(user, application: Application) -> bool:
    return (
        holds(user, Role.DISTRICT_REVIEWER)
        and not has_conflict(user, application.organisation)
        and not application.assignments.filter(evaluator_id=user.pk).exists()
    )


def _is_evaluator(user, application: Application) -> bool:
    return (
        holds(user, Role.EVALUATOR)
        and is_evaluator_of(user, application)
        and not has_conflict(user, application.organisation)
    )


_RIGHTS = {
    Actor.UNIT: _is_unit,
    Actor.STREET: _is_street,
    Actor.DISTRICT: _is_district,
    Actor.EVALUATOR: _is_evaluator,
    Actor.ANYONE: lambda _user, _application: True,
}


def is_right_person(user, step: str, application: Application) -> bool:
    """Whether this step is this person's, wherever the application stands."""
    return bool(_RIGHTS[find_step(step).actor](user, application))


def may_take(user, step: str, application: Application) -> bool:
    return application.status in find_step(step).sources and is_right_person(user, step, application)


def may_manage_certificates(user, organisation: Organisation) -> bool:
    return holds(user, Role.DISTRICT_REVIEWER) and not has_conflict(user, organisation)
