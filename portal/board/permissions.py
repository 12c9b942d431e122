"""Who may enter, approve and see figures before they are public."""

from django.db.models import QuerySet

from portal.accounts.permissions import grants_of, has_role, holds
from portal.accounts.roles import Role
from portal.board.enums import Handled
from portal.board.workflow import (
    APPROVE,
    CANCEL,
    CLOSING_SIGNATURES,
    CLOSINGS,
    CONFIRM,
    DECLINE,
    DEFINITION_SIGNATURES,
    DEFINITIONS,
    DRAFT_SIGNATURES,
    DRAFTS,
    OBSERVATIONS,
    PUBLISH,
    RELEASE_SIGNATURES,
    RELEASES,
    SIGNATURES,
)
from portal.directory.models import Area, AreaKind, Department, departments_in_order

OFFICERS = (Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR)
REPORTERS = (Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER, Role.DISTRICT_ADMINISTRATOR)
INSIDERS = (*REPORTERS, Role.DISTRICT_REVIEWER, Role.AUDITOR)
READERS = (Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER, Role.AUDITOR)


# Who sees the next plan before it is public, and who brings it in.
PLANNERS = (Role.DISTRICT_ADMINISTRATOR,)
PLAN_READERS = (Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER, Role.AUDITOR)
PLAN_APPROVERS = (Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER)


def can_enter_plan(user) -> bool:
    return has_role(user, *PLANNERS)


def can_approve_plan(user, draft) -> bool:
    """Another person of the district than who brought it in."""
    is_open = DRAFTS.is_open(APPROVE, draft.state)
    return is_open and has_role(user, *PLAN_APPROVERS) and DRAFT_SIGNATURES[APPROVE].is_another(user, draft)


def can_return_plan(user, draft) -> bool:
    """Whoever brought it in may take it back too."""
    return DRAFTS.is_open(DECLINE, draft.state) and has_role(user, *PLAN_APPROVERS)


def can_plan_release(user) -> bool:
    return has_role(user, *PLANNERS)


def can_confirm_release(user, release) -> bool:
    """Another person of the district than who set the day."""
    is_open = RELEASES.is_open(CONFIRM, release.state)
    return is_open and has_role(user, *PLAN_APPROVERS) and RELEASE_SIGNATURES[CONFIRM].is_another(user, release)


def can_move_release(user, release) -> bool:
    """Whoever may set a day may postpone it, or take it back, each with a reason that everyone reads."""
    return RELEASES.is_open(CANCEL, release.state) and has_role(user, *PLANNERS)


def can_remark(user, draft, office: Department) -> bool:
    """An officer of the office, while the draft waits."""
    return DRAFTS.is_open(APPROVE, draft.state) and holds(user, Role.DEPARTMENT_OFFICER, department=office)


def can_answer(user, remark) -> bool:
    """Who drew up the draft answers, once, while it waits."""
    return remark.is_open and DRAFTS.is_open(APPROVE, remark.draft.state) and user.pk == remark.draft.entered_by_id


def can_decide_closing(user, closing) -> bool:
    """Another person of the district than who made it."""
    is_open = CLOSINGS.is_open(PUBLISH, closing.state)
    return is_open and has_role(user, *PLAN_APPROVERS) and CLOSING_SIGNATURES[PUBLISH].is_another(user, closing)


def can_return_closing(user, closing) -> bool:
    return CLOSINGS.is_open(DECLINE, closing.state) and has_role(user, *PLAN_APPROVERS)


def can_say_unmet(user, indicator) -> bool:
    """The office that leads, as the plan names it first; the district where there is none."""
    lead = next(iter(departments_in_order(indicator)), None)
    is_district = has_role(user, Role.DISTRICT_ADMINISTRATOR)
    return is_district or (lead is not None and holds(user, Role.DEPARTMENT_OFFICER, department=lead))


def can_define(user, indicator) -> bool:
    """The office that leads says what a figure of it means; the district where there is none."""
    return can_say_unmet(user, indicator)


def can_read_definition(user, definition) -> bool:
    """Before it is published: whom the plan names, and the district."""
    return is_responsible(user, definition.indicator) or has_role(user, *PLAN_READERS)


def can_decide_definition(user, definition) -> bool:
    """Another person than who said it: of an office that the plan names, or of the district."""
    is_open = DEFINITIONS.is_open(PUBLISH, definition.state)
    is_other = DEFINITION_SIGNATURES[PUBLISH].is_another(user, definition)
    may = is_responsible(user, definition.indicator) or has_role(user, *PLAN_APPROVERS)
    return is_open and is_other and may


def can_return_definition(user, definition) -> bool:
    """Whoever wrote it may take it back too."""
    may = is_responsible(user, definition.indicator) or has_role(user, *PLAN_APPROVERS)
    return DEFINITIONS.is_open(DECLINE, definition.state) and may


def is_responsible(user, indicator) -> bool:
    """An officer of a department that the plan names for the indicator."""
    if has_role(user, Role.DISTRICT_ADMINISTRATOR):
        return True
    return any(
        holds(user, Role.DEPARTMENT_OFFICER, department=department) for department in indicator.departments.all()
    )


def can_enter(user, indicator) -> bool:
    return indicator.drawn_as is None and is_responsible(user, indicator)


def can_enter_outside(user, indicator) -> bool:
    """What others measured of an indicator that the portal draws itself."""
    return indicator.drawn_as is not None and is_responsible(user, indicator)


def is_another(user, handled) -> bool:
    """Another person than the one who entered it, while it waits."""
    is_open = OBSERVATIONS.is_open(PUBLISH, handled.state)
    return is_open and handled.entered_by_id is not None and SIGNATURES[PUBLISH].is_another(user, handled)


def is_open_to_correction(handled) -> bool:
    """Published or sent back, and not corrected yet."""
    return handled.state in (Handled.PUBLISHED, Handled.RETURNED) and not hasattr(handled, "revision")


def can_decide(user, observation) -> bool:
    return is_another(user, observation) and is_responsible(user, observation.indicator)


def can_decline(user, observation) -> bool:
    """One that was approved and waits for its release can be sent back too."""
    is_open = OBSERVATIONS.is_open(DECLINE, observation.state)
    is_other = observation.entered_by_id is not None and SIGNATURES[DECLINE].is_another(user, observation)
    return is_open and is_other and is_responsible(user, observation.indicator)


def can_revise(user, observation) -> bool:
    may = can_enter_outside if observation.is_from_outside else can_enter
    return is_open_to_correction(observation) and may(user, observation.indicator)


def speaks_for(user, owner: Department | Area) -> bool:
    """An officer of just this office; the district speaks for all."""
    if has_role(user, Role.DISTRICT_ADMINISTRATOR):
        return True
    if isinstance(owner, Department):
        return holds(user, Role.DEPARTMENT_OFFICER, department=owner)
    return holds(user, Role.STREET_OFFICER, area=owner)


def departments_held_by(user) -> QuerySet[Department]:
    """Whose officer this person is; to speak for all is another matter."""
    held = [grant.department_id for grant in grants_of(user) if grant.role == Role.DEPARTMENT_OFFICER]
    return Department.objects.filter(pk__in=held)


def departments_spoken_for(user) -> QuerySet[Department]:
    if has_role(user, Role.DISTRICT_ADMINISTRATOR):
        return Department.objects.all()
    return departments_held_by(user)


def areas_spoken_for(user) -> QuerySet[Area]:
    if has_role(user, Role.DISTRICT_ADMINISTRATOR):
        return Area.objects.exclude(kind=AreaKind.DISTRICT)
    held = [grant.area_id for grant in grants_of(user) if grant.role == Role.STREET_OFFICER]
    return Area.objects.filter(pk__in=held)


def can_note(user, subject, owner: Department | Area) -> bool:
    """Who speaks for an office that the plan names for the task or the project."""
    return speaks_for(user, owner) and is_named(subject, owner)


def is_named(subject, owner: Department | Area) -> bool:
    if isinstance(owner, Department):
        return owner in subject.departments.all()
    if subject.all_areas and owner.is_town_or_street:
        return True
    return hasattr(subject, "areas") and owner in subject.areas.all()


def can_decide_note(user, note) -> bool:
    return is_another(user, note) and speaks_for(user, note.owner)


def can_revise_note(user, note) -> bool:
    return is_open_to_correction(note) and can_note(user, note.subject, note.owner)
