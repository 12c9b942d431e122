"""Who may do it: the right person, in the right place, at an open step."""

from django.db.models import Q, QuerySet

from cells.enums import AppealState, AssignmentState, MemberRole
from cells.models import (
    Answer,
    Application,
    Assistance,
    Certificate,
    Correction,
    Expert,
    Interest,
    Membership,
    Organisation,
    PaperAward,
    Reissue,
    Rubric,
    Takeover,
)
from cells.workflow import (
    APPLICATIONS,
    AWARD_DECISION,
    CERTIFICATES,
    CORRECTION_DECISION,
    REISSUE_DECISION,
    RUBRICS,
    TAKEOVER_DECISION,
    Actor,
    resuming,
)
from portal.accounts.models import Deputyship, Grant, User
from portal.accounts.permissions import grants_of, holds
from portal.accounts.roles import Role
from portal.clock import now
from portal.procedure.steps import Step
from portal.procedure.taking import barred_from


def is_member(user, organisation: Organisation) -> bool:
    if not user.is_authenticated:
        return False
    return Membership.objects.filter(organisation=organisation, user=user).exists()


def is_owner(user, organisation: Organisation) -> bool:
    """The first contact of a unit."""
    return Membership.objects.filter(organisation=organisation, user_id=user.pk, role=MemberRole.OWNER).exists()


def is_helper(user, application: Application) -> bool:
    """The officer who fills in for a unit, or who stands for that officer, until somebody of the unit acts for it."""
    rows = Assistance.objects.filter(application=application)
    if not (user.is_authenticated and rows.filter(officer__in=user.names).exists()):
        return False
    organisation = application.organisation
    return is_street_of(user, organisation) and not organisation.memberships.exists()


def can_fill(user, application: Application) -> bool:
    return is_member(user, application.organisation) or is_helper(user, application)


def has_part_in(user, organisation: Organisation) -> bool:
    """Whether the person, or somebody for whom the person stands, belongs to the unit or filled in for it."""
    helped = Assistance.objects.filter(officer__in=user.names, application__organisation=organisation)
    return belongs_to(user, organisation) or helped.exists()


def belongs_to(user, organisation: Organisation) -> bool:
    """Of the unit; or standing for somebody who is, which lends no right and bars from judging it all the same."""
    return Membership.objects.filter(organisation=organisation, user__in=user.names).exists()


def is_street_of(user, organisation: Organisation) -> bool:
    return holds(user, Role.STREET_OFFICER, area=organisation.area)


def is_evaluator_of(user, application: Application) -> bool:
    """Assigned, and not recused."""
    return (
        user.is_authenticated
        and application.assignments.filter(evaluator=user).exclude(state=AssignmentState.RECUSED).exists()
    )


def close_organisations(user) -> QuerySet[Organisation]:
    """Units that a person is too close to judge.

    Who belongs to it, filled in or sent anything for it, works for it, declared to be tied to it, so too to what stands
    above it, below it and beside it; or looks after its street; and all that of whom the person stands for.
    `people_close_to` is the same rule seen from the unit. The database finds these units once, each part by its own index,
    before it looks at a list of cases.
    """
    streets = [grant.area_id for grant in grants_of(user) if grant.role == Role.STREET_OFFICER]
    names = user.names
    parts = [
        Membership.objects.filter(user__in=names).values("organisation"),
        Answer.objects.filter(updated_by__in=names).values("application__organisation"),
        Assistance.objects.filter(officer__in=names).values("application__organisation"),
        _units(credit_code__in=Interest.objects.filter(expert__user__in=names).values("credit_code")),
    ]
    for expert in Expert.objects.filter(user__in=names):
        parts += [_units(name=expert.employer), _units(credit_code=expert.employer_code)]
        streets.append(expert.area_id)
    tied = parts[0].union(*parts[1:])
    above = Organisation.objects.filter(pk__in=tied, above__isnull=False).order_by().values("above")
    family = [_units(above__in=tied), above, _units(above__in=above)]
    return Organisation.objects.filter(pk__in=tied.union(*family, _units(area__in=streets)))


def _units(**facts) -> QuerySet:
    return Organisation.objects.filter(**facts).order_by().values("pk")


def people_close_to(organisation: Organisation) -> Q:
    """Who may judge a unit neither as an evaluator nor as a reviewer: a filter on people."""
    family = Organisation.objects.filter(Q(pk=organisation.root_id) | Q(above=organisation.root_id)).order_by()
    ids, code = family.values("pk"), organisation.answering_code
    declared = Interest.objects.filter(credit_code=code)
    officers = Grant.objects.filter(role=Role.STREET_OFFICER, area=organisation.area_id)
    close = (
        Q(pk__in=Membership.objects.filter(organisation__in=ids).values("user"))
        | Q(pk__in=Answer.objects.filter(application__organisation__in=ids).values("updated_by"))
        | Q(pk__in=Assistance.objects.filter(application__organisation__in=ids).values("officer"))
        | Q(pk__in=declared.values("expert__user"))
        | Q(pk__in=officers.values("user"))
    )
    by_expert = Q(expert__employer__in=family.values("name")) | Q(expert__employer_code=code)
    return with_deputies(close | by_expert | Q(expert__area=organisation.area_id))


def with_deputies(people: Q) -> Q:
    """These people, and whoever stands for one of them today."""
    ties = list(Deputyship.objects.in_force(now()).order_by().values_list("person", "deputy"))
    lenders = User.objects.filter(people, pk__in=[person for person, _deputy in ties])
    lending = set(lenders.values_list("pk", flat=True)) if ties else ()
    return people | Q(pk__in=[deputy for person, deputy in ties if person in lending])


def has_conflict(user, organisation: Organisation) -> bool:
    """Whether this person is too close to this unit."""
    if not user.is_authenticated:
        return False
    return close_organisations(user).filter(pk=organisation.pk).exists()


def _is_unit(user, application: Application) -> bool:
    return can_fill(user, application)


def _is_street(user, application: Application) -> bool:
    organisation = application.organisation
    return is_street_of(user, organisation) and not has_part_in(user, organisation)


def _is_district(user, application: Application) -> bool:
    return (
        holds(user, Role.DISTRICT_REVIEWER)
        and not has_conflict(user, application.organisation)
        and not application.assignments.filter(evaluator__in=user.names).exists()
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
    taken = APPLICATIONS[step]
    return bool(_RIGHTS[taken.actor](user, application)) and _is_apart(user, taken, application)


def _is_apart(user, step: Step, about: Application | Rubric) -> bool:
    """Whether this person took none of the steps that exclude this one."""
    return not step.apart or str(user.public_id) not in barred_from(step, about, now())


def can_publish(user, rubric: Rubric) -> bool:
    """Whoever wrote in a draft, or acts with somebody who did, does not put it in force."""
    return _is_apart(user, RUBRICS["publish"], rubric)


def can_take(user, step: str, application: Application) -> bool:
    return APPLICATIONS.is_open(step, application.status) and is_right_person(user, step, application)


def can_answer_refusal(user, application: Application) -> bool:
    """The open appeal against a refusal: the district, by a reviewer who did not refuse."""
    appeal = getattr(application, "appeal", None)
    step = resuming(is_decided=application.decision is not None)
    return appeal is not None and appeal.state == AppealState.OPEN and can_take(user, step, application)


def can_decide_takeover(user, takeover: Takeover) -> bool:
    """The street, by an officer who has no part in it."""
    unit = takeover.organisation
    return is_street_of(user, unit) and not belongs_to(user, unit) and TAKEOVER_DECISION.is_another(user, takeover)


def can_manage_certificates(user, organisation: Organisation) -> bool:
    return holds(user, Role.DISTRICT_REVIEWER) and not has_conflict(user, organisation)


def can_change_certificate(user, step: str, certificate: Certificate) -> bool:
    """The district, and where the table says so by someone else than who judged the file it rests on."""
    taken = CERTIFICATES[step]
    # Of an award on paper nobody judged a file.
    is_apart = certificate.application is None or _is_apart(user, taken, certificate.application)
    return is_apart and can_manage_certificates(user, certificate.organisation)


def can_ask_reissue(user, certificate: Certificate) -> bool:
    """Whoever acts for the unit, or the district."""
    organisation = certificate.organisation
    return is_member(user, organisation) or can_manage_certificates(user, organisation)


def can_decide_reissue(user, reissue: Reissue) -> bool:
    return can_manage_certificates(user, reissue.certificate.organisation) and REISSUE_DECISION.is_another(
        user, reissue
    )


def can_decide_award(user, award: PaperAward) -> bool:
    return can_manage_certificates(user, award.organisation) and AWARD_DECISION.is_another(user, award)


def can_correct(user, organisation: Organisation) -> bool:
    """The district, by a reviewer who does not belong to the unit: that of the same street knows it best."""
    return holds(user, Role.DISTRICT_REVIEWER) and not belongs_to(user, organisation)


def can_decide_correction(user, correction: Correction) -> bool:
    return can_correct(user, correction.organisation) and CORRECTION_DECISION.is_another(user, correction)
