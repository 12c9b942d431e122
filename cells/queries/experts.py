"""The expert pool, and whom a unit's case may be shown to."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet

from cells.enums import AssignmentState
from cells.models import Application, Assignment, Assistance, Certificate, Correction, PaperAward, Takeover
from cells.permissions import people_close_to, with_deputies
from portal.accounts.roles import Role

Matter = Application | Certificate | Correction | PaperAward | Takeover


def evaluators() -> QuerySet:
    """Everyone who holds the role, with the entry in the pool where there is one, and the open work."""
    open_work = Count("assignments", filter=Q(assignments__state=AssignmentState.ASSIGNED), distinct=True)
    people = get_user_model().objects.filter(is_active=True, grants__role=Role.EVALUATOR)
    return people.select_related("expert__area").annotate(load=open_work).order_by("load", "pk")


def eligible_evaluators(application: Application, *, on: date) -> QuerySet:
    """In the pool and free on the day, not close to the unit, not on this case already; least work first."""
    pool = evaluators().filter(expert__is_available=True, expert__term_from__lte=on, expert__term_until__gte=on)
    return pool.exclude(people_close_to(application.organisation)).exclude(
        pk__in=application.assignments.order_by().values("evaluator")
    )


def shortage_of(application: Application, *, on: date, without=None) -> dict[str, int] | None:
    """Where fewer can be asked than are needed: how many hold the role, and why the others are not offered."""
    needed = _needed(application)
    offered = eligible_evaluators(application, on=on).exclude(pk=without.pk if without else None).count()
    if offered >= needed:
        return None
    everyone = evaluators().order_by()
    free = everyone.filter(expert__is_available=True, expert__term_from__lte=on, expert__term_until__gte=on)
    asked = Q(pk__in=application.assignments.order_by().values("evaluator"))
    return {
        "needed": needed,
        "offered": offered,
        "everyone": everyone.count(),
        "not_free": everyone.exclude(pk__in=free.values("pk")).count(),
        "asked": free.filter(asked).count(),
        "close": free.exclude(asked).filter(people_close_to(application.organisation)).distinct().count(),
    }


def _needed(application: Application) -> int:
    """As many as the scheme asks for; one, when there are some already."""
    return 1 if application.assignments.exists() else application.terms.evaluators


def proposed_evaluators(application: Application, *, on: date, without=None) -> list:
    """As many as are needed, by balance of load."""
    people = eligible_evaluators(application, on=on)
    return list((people.exclude(pk=without.pk) if without else people)[: _needed(application)])


def audience(matter: Matter, role: str, barred: Collection[str] = ()) -> QuerySet | None:
    """Who of a role may hear of a case, without who is barred (public ids); None when all of them may, and one can."""
    people = get_user_model().objects.filter(is_active=True, grants__role=role).distinct()
    organisation = matter.organisation
    if role == Role.STREET_OFFICER:
        people = people.filter(grants__role=role, grants__area=organisation.area_id)
        helpers = Assistance.objects.filter(application__organisation=organisation)
        members = organisation.memberships.order_by()
        involved = Q(pk__in=members.values("user")) | Q(pk__in=helpers.order_by().values("officer"))
        fit = people.exclude(with_deputies(involved))
    else:
        # Of an award on paper there is no file that anyone evaluated.
        file = matter if isinstance(matter, Application) else getattr(matter, "application", None)
        involved = Q(pk__in=Assignment.objects.filter(application=file).order_by().values("evaluator"))
        fit = people.exclude(people_close_to(organisation)).exclude(with_deputies(involved))
    fit = fit.exclude(public_id__in=barred)
    count = fit.count()
    return None if count and count == people.count() else fit
