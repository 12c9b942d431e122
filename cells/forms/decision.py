"""The forms of the district's steps that are open to a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.enums import ApplicationStatus as Status
from cells.enums import StepName
from cells.forms.staff import AssignForm, DecisionForm, NoteForm, ReasonedForm, RefusalAppealForm
from cells.models import NoticeBatch
from cells.operations.decision import reachable_levels
from cells.permissions import can_answer_refusal, can_take
from cells.queries.experts import eligible_evaluators, proposed_evaluators
from cells.workflow import ASSIGNABLE


class BatchForm(forms.Form):
    batch = forms.ModelChoiceField(
        NoticeBatch.objects.all(),
        label=_("Batch"),
        required=False,
        to_field_name="code",
        empty_label=_("this year's decisions"),
    )


def decision_forms(user, row, panel, post, *, on) -> dict:
    """Bound where its step was posted; evaluators are proposed by balance of load, and may be changed by hand."""
    step, seen = post.get("step"), {"revision": row.revision}

    def options(name):
        return {"data": post if step == name else None, "initial": seen, "prefix": name}

    found = {}
    if can_take(user, StepName.ACCEPT, row):
        found["accept"] = NoteForm(**options("accept"))
        found["decline"] = ReasonedForm(**options("decline"))
    if row.status in ASSIGNABLE:
        pool = eligible_evaluators(row, on=on).exclude(pk=user.pk)
        found["assign"] = AssignForm(**options("assign"), pool=pool, needs_reason=row.status == Status.EVALUATED)
        found["assign"].initial = seen | {"evaluators": proposed_evaluators(row, on=on, without=user)}
    if can_take(user, StepName.REOPEN, row):
        found["reopen"] = ReasonedForm(**options("reopen"))
    if can_answer_refusal(user, row):
        found["appeal"] = RefusalAppealForm(**options("appeal"))
    if panel and can_take(user, StepName.GRANT, row):
        codes = reachable_levels(row, panel)
        levels = [level for level in row.terms.levels.levels if level.code in codes]
        found["decide"] = DecisionForm(**options("decide"), levels=levels, is_wide=panel.is_wide)
    return found
