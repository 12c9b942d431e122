"""Which applications, files and evaluations a person may see."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from cells.enums import ApplicationStatus, AssignmentState, CertificateState, Standing
from cells.models import (
    AnswerEvidence,
    Application,
    Assignment,
    Assistance,
    Certificate,
    Evaluation,
    Membership,
    Organisation,
)
from cells.permissions import close_organisations
from cells.queries.indicator import certified_units
from cells.workflow import RUNNING
from portal.accounts.permissions import areas_of, has_role
from portal.accounts.roles import Role
from portal.directory.queries import passed_before

PATH = (
    "organisation__area",
    "organisation__above",
    "organisation__community",
    "organisation__unit_type",
    "rubric__unit_type__scheme",
    "rules",
    "assistance",
)
# Drafts are the unit's own business.
UNSEEN = (ApplicationStatus.DRAFT,)
# Where an office or an evaluator has a day.
AT_A_DESK = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.PREREVIEWED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.EVALUATING,
    ApplicationStatus.EVALUATED,
)


def _with_path(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related(*PATH)


def own_applications(user) -> QuerySet[Application]:
    """Of the person's units, and those that an officer fills in while nobody of the unit acts for it."""
    mine = Q(organisation__in=Organisation.objects.of(user))
    helped = Q(pk__in=helped_applications(user).order_by().values("pk"))
    return _with_path(Application.objects.filter(mine | helped))


def helped_applications(user) -> QuerySet[Application]:
    rows = Application.objects.filter(assistance__officer__in=user.names, organisation__memberships=None)
    return _with_path(rows.filter(organisation__area__in=areas_of(user, Role.STREET_OFFICER)))


def street_applications(user) -> QuerySet[Application]:
    """Of the officer's streets, except of a unit the officer belongs to or has helped."""
    rows = Application.objects.filter(organisation__area__in=areas_of(user, Role.STREET_OFFICER))
    own = Membership.objects.filter(user__in=user.names).values("organisation")
    helped = Assistance.objects.filter(officer__in=user.names).values("application__organisation")
    # Two lists, each found by its index: "or" between them would read every unit.
    rows = rows.exclude(organisation__in=own).exclude(organisation__in=helped)
    return _with_path(rows.exclude(status__in=UNSEEN))


def district_applications(user) -> QuerySet[Application]:
    return _with_path(_of_the_district(user, Application.objects.exclude(status__in=UNSEEN), "pk"))


def district_certificates(user) -> QuerySet[Certificate]:
    rows = _of_the_district(user, Certificate.objects.all(), "application")
    return rows.select_related("unit_type", "area", "organisation__area", "organisation__above")


def listed_certificates(user, on: date, *, q="", unit_type=None, area=None, state="") -> QuerySet[Certificate]:
    """Of the district's certificates those that were asked for; what ends first comes first."""
    rows = district_certificates(user)
    if q:
        rows = rows.filter(Q(holder__icontains=q) | Q(number__icontains=q))
    if unit_type:
        rows = rows.filter(unit_type=unit_type)
    if area:
        rows = rows.filter(area=area)
    if state == Standing.EXPIRED:
        rows = rows.filter(state=CertificateState.VALID, valid_until__lt=on)
    elif state:
        rows = rows.filter(state=state)
    if state == CertificateState.VALID:
        rows = rows.filter(valid_until__gte=on)
    return rows.order_by("valid_until", "pk")


def _of_the_district(user, rows: QuerySet, application: str) -> QuerySet:
    """All but those that the reviewer is too close to, evaluates or has stepped back from."""
    if not has_role(user, Role.DISTRICT_REVIEWER):
        return rows.none()
    assigned = Assignment.objects.filter(evaluator__in=user.names).order_by().values("application")
    return rows.exclude(organisation__in=close_organisations(user)).exclude(**{f"{application}__in": assigned})


def assigned_applications(user) -> QuerySet[Application]:
    """What an evaluator was asked to evaluate; a recusal or a conflict closes it at once."""
    if not has_role(user, Role.EVALUATOR):
        return Application.objects.none()
    assigned = Assignment.objects.filter(evaluator=user).exclude(state=AssignmentState.RECUSED)
    rows = Application.objects.filter(pk__in=assigned.order_by().values("application"))
    return _with_path(rows.exclude(organisation__in=close_organisations(user)))


def running_application(organisation: Organisation) -> Application | None:
    return Application.objects.filter(organisation=organisation, status__in=sorted(RUNNING)).first()


def late_applications(on: date) -> QuerySet[Application]:
    """Past the day of the desk where they stand, or of the unit's correction."""
    passed = passed_before(on)
    at_desk = Q(status__in=AT_A_DESK, due_on__lt=passed)
    rows = Application.objects.filter(at_desk | Q(status=ApplicationStatus.RETURNED, return_due_on__lt=passed))
    return _with_path(rows).order_by("pk")


def visible_applications(user) -> QuerySet[Application]:
    """Whatever brings a person to the file: unit, street, evaluation or district."""
    if not user.is_authenticated:
        return Application.objects.none()
    scopes = (own_applications, street_applications, district_applications, assigned_applications)
    reach = Q()
    for scope in scopes:
        reach |= Q(pk__in=scope(user).order_by().values("pk"))
    return _with_path(Application.objects.filter(reach))


def visible_evidence(user) -> QuerySet[AnswerEvidence]:
    """The one scope that every evidence file is served through."""
    rows = AnswerEvidence.objects.filter(stored__isnull=False, answer__application__in=visible_applications(user))
    return rows.select_related("stored")


def own_evaluations(user) -> QuerySet[Evaluation]:
    rows = Evaluation.objects.filter(
        assignment__evaluator=user, assignment__application__in=assigned_applications(user)
    )
    return rows.select_related(*(f"assignment__application__{part}" for part in PATH))


def answers_with_evidence(application: Application) -> dict:
    """The answers by criterion, with files, in two queries."""
    rows = application.answers.prefetch_related("evidence__stored")
    return {answer.criterion: answer for answer in rows}


def work_at_a_glance(today: date, now: datetime) -> dict[str, Any]:
    """Applications by status in the order of the procedure, and the certified; drafts are the units' own affair."""
    rows = Application.objects.order_by().values_list("status").annotate(Count("pk"))
    counts = Counter(dict(rows))
    applications = [(status, counts[status]) for status in ApplicationStatus if counts[status] and status not in UNSEEN]
    return {"applications": applications, "certified": certified_units(today)}
