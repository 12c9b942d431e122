"""Who may do it: the right person, in the right place, at an open step."""

from cells.enums import AssignmentState, MemberRole
from cells.models import Application, Assistance, Membership, Organisation, Takeover
from cells.workflow import Actor, find_step
from portal.accounts.permissions import holds
from portal.accounts.roles import Role


def is_member(user, organisation: Organisation) -> bool:
    if not user.is_authenticated:
        return False
    return Membership.objects.filter(organisation=organisation, user=user).exists()


def is_owner(user, organisation: Organisation) -> bool:
    """The first contact of a unit."""
    return Membership.objects.filter(organisation=organisation, user_id=user.pk, role=MemberRole.OWNER).exists()


def is_helper(user, application: Application) -> bool:
    """The officer who fills in for a unit, until somebody of the unit acts for it."""
    if not Assistance.objects.filter(application=application, officer_id=user.pk).exists():
        return False
    organisation = application.organisation
    return is_street_of(user, organisation) and not organisation.memberships.exists()


def may_fill(user, application: Application) -> bool:
    return is_member(user, application.organisation) or is_helper(user, application)


def has_helped(user, organisation: Organisation) -> bool:
    return (
        user.is_authenticated
        and Assistance.objects.filter(officer_id=user.pk, application__organisation=organisation).exists()
    )


def is_street_of(user, organisation: Organisation) -> bool:
    return holds(user, Role.STREET_OFFICER, area=organisation.area)


def is_evaluator_of(user, application: Application) -> bool:
    """Assigned, and not recused."""
    return (
        user.is_authenticated
        and application.assignments.filter(evaluator=user).exclude(state=AssignmentState.RECUSED).exists()
    )


def has_conflict(user, organisation: Organisation) -> bool:
    """Of the unit, or of the street that pre-reviews it, or once a helper of the unit."""
    return is_member(user, organisation) or is_street_of(user, organisation) or has_helped(user, organisation)


def _is_unit(user, application: Application) -> bool:
    return may_fill(user, application)


def _is_street(user, application: Application) -> bool:
    organisation = application.organisation
    return is_street_of(user, organisation) and not is_member(user, organisation) and not has_helped(user, organisation)


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


def may_decide_takeover(user, takeover: Takeover) -> bool:
    """The street, by an officer who has no part in it."""
    return (
        is_street_of(user, takeover.organisation)
        and not is_member(user, takeover.organisation)
        and user.pk != takeover.requested_by_id
    )


def may_manage_certificates(user, organisation: Organisation) -> bool:
    return holds(user, Role.DISTRICT_REVIEWER) and not has_conflict(user, organisation)
