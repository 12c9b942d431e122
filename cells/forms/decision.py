"""The forms of the district's steps that are open to a person."""

from django.db.models import Count, Q

from cells.enums import ApplicationStatus as Status
from cells.enums import AssignmentState, StepName
from cells.forms.staff import AssignForm, DecisionForm, NoteForm, ReasonedForm
from cells.operations.decision import reachable_levels
from cells.permissions import may_take
from cells.queries.applications import eligible_evaluators

ASSIGNABLE = {Status.ACCEPTED, Status.EVALUATING, Status.EVALUATED}


def decision_forms(user, row, panel, post) -> dict:
    """Bound where its step was posted."""
    step, seen = post.get("step"), {"revision": row.revision}

    def options(name):
        return {"data": post if step == name else None, "initial": seen, "prefix": name}

    found = {}
    if may_take(user, StepName.ACCEPT, row):
        found["accept"] = NoteForm(**options("accept"))
        found["decline"] = ReasonedForm(**options("decline"))
    if row.status in ASSIGNABLE:
        found["assign"] = AssignForm(**options("assign"), pool=_pool(user, row))
    if panel and may_take(user, StepName.GRANT, row):
        codes = reachable_levels(row, panel)
        levels = [level for level in row.rubric.unit_type.scheme.levels.levels if level.code in codes]
        found["decide"] = DecisionForm(**options("decide"), levels=levels, is_wide=panel.is_wide)
    return found


def _pool(user, row):
    """Who may evaluate, those with the least open work first."""
    load = Count("assignments", filter=Q(assignments__state=AssignmentState.ASSIGNED), distinct=True)
    return eligible_evaluators(row).exclude(pk=user.pk).annotate(load=load).order_by("load", "pk")
