"""What departments enter and approve, and what the district has to decide first."""

from functools import partial
from itertools import chain

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from portal import clock
from portal.accounts.permissions import has_role, require_role
from portal.board.enums import FigureState, State
from portal.board.forms.observation import DecisionForm, ObservationForm, OutsideForm
from portal.board.operations import (
    approve_observation,
    decline_observation,
    enter_observation,
    revise_observation,
)
from portal.board.permissions import (
    OFFICERS,
    READERS,
    can_decide,
    can_decline,
    can_enter,
    can_enter_outside,
    can_revise,
    departments_spoken_for,
)
from portal.board.queries import (
    begun_plans,
    current_plan,
    deciding_by_indicator,
    indicators_owed_by,
    observations_cleared,
    observations_of,
    observations_returned,
    observations_waiting,
    standing_by_indicator,
)
from portal.board.results.effects import effect_of, movements_since
from portal.board.results.meeting import agenda_of
from portal.board.results.rows import Row, board_rows, needing_decision, row_of
from portal.board.views.public import plan_asked
from portal.board.views.saving import saved_or_shown, who
from portal.evidence.exports import respond

APPROVED = {
    FigureState.PUBLISHED: gettext_lazy("The figure is published."),
    FigureState.CLEARED: gettext_lazy(
        "The figure is approved. It appears with the release that is announced for its period."
    ),
}
KEPT = ("value", "verdict", "text", "issued", "source", "method", "owner")


@require_role(*OFFICERS)
@require_GET
def due_list(request):
    """Of every plan that has begun: the next one takes nothing from what the last one is owed."""
    today, user = clock.today(), request.user
    rows, waiting = _owed(user, today), list(observations_waiting(user))
    others = {"cleared": list(observations_cleared(user)), "returned": list(observations_returned(user))}
    under_way = {(found.indicator_id, found.period) for found in (*waiting, *chain(*others.values()))}
    context = others | {
        "page_title": _("Figures to provide"),
        "plan": current_plan(today),
        "has_plans": len({row.indicator.plan_id for row in rows}) > 1,
        "due": [row for row in rows if row.due and (row.indicator.pk, str(row.due.period)) not in under_way],
        "provided": [row for row in rows if row.due is None],
        "waiting": [(observation, can_decide(user, observation)) for observation in waiting],
    }
    return render(request, "board/due_list.html", context)


def _owed(user, today) -> list[Row]:
    indicators = [indicator for plan in begun_plans(today) for indicator in indicators_owed_by(user, plan)]
    held = deciding_by_indicator(indicators)
    return [row_of(indicator, held[indicator.pk], today) for indicator in indicators]


@require_role(*READERS)
@require_GET
def decision_list(request, plan):
    plan = plan_asked(plan)
    rows = board_rows(plan, clock.today())
    context = {
        "page_title": _("What needs a decision first"),
        "plan": plan,
        "agenda": agenda_of(plan, now=clock.now(), today=clock.today()),
        "rows": needing_decision(rows),
        "met": sum(row.state == State.MET for row in rows),
        "total": len(rows),
    }
    return render(request, "board/decision_list.html", context)


@require_role(*OFFICERS)
@require_http_methods(["GET", "POST"])
def observation_create(request, plan, number):
    indicator = get_object_or_404(indicators_owed_by(request.user, plan_asked(plan)), number=number)
    if not (can_enter(request.user, indicator) or can_enter_outside(request.user, indicator)):
        raise PermissionDenied
    form = _form(request, indicator)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, lambda entry: enter_observation(indicator=indicator, entry=entry, **who(request)))
    return _form_page(request, form)


@require_role(*OFFICERS)
@require_http_methods(["GET", "POST"])
def observation_revise(request, public_id):
    observation = _observation(request, public_id)
    if not can_revise(request.user, observation):
        raise Http404
    form = _form(request, observation.indicator, observation)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _saved(
            request,
            form,
            lambda entry: revise_observation(observation=observation, entry=entry, reason=reason, **who(request)),
        )
    return _form_page(request, form)


@require_role(*READERS)
@require_http_methods(["GET", "POST"])
def observation_decide(request, public_id):
    observation = _observation(request, public_id)
    moved, form = movements_since(observation), DecisionForm(request.POST or None)
    if request.method == "POST" and (done := _decided(request, observation, form)):
        return done
    return render(request, "board/observation_decide.html", _decision(request, observation, moved, form))


@require_role(*READERS)
@require_GET
def evidence_file(request, public_id, file_id):
    observation = _observation(request, public_id)
    link = get_object_or_404(observation.evidence.select_related("stored"), stored__public_id=file_id)
    return respond(request, link.stored)


def _decision(request, observation, moved, form) -> dict:
    return {
        "page_title": _("Indicator %(number)s, figure for review") % {"number": observation.indicator.number},
        "observation": observation,
        **effect_of(observation, clock.today()),
        "form": form,
        "moved": None if observation.approved_by_id else moved,
        "can_decide": can_decide(request.user, observation),
        "can_decline": can_decline(request.user, observation),
        "can_revise": can_revise(request.user, observation),
    }


def _decided(request, observation, form):
    """Published, or sent back with a reason; None when the reason is missing."""
    if "approve" in request.POST:
        done = approve_observation(observation=observation, seen=request.POST.get("seen", ""), **who(request))
        messages.success(request, APPROVED[done.state])
    elif form.is_valid():
        decline_observation(observation=observation, reason=form.cleaned_data["reason"], **who(request))
        messages.success(request, _("The figure was sent back."))
    else:
        return None
    if has_role(request.user, *OFFICERS):
        return redirect("board:due-list")
    return redirect("board:decision-list", observation.indicator.plan.slug)


def _observation(request, public_id):
    rows = observations_of(request.user).select_related(
        "indicator__plan", "entered_by", "approved_by", "declined_by", "owner", "revision_of", "revision"
    )
    return get_object_or_404(rows.prefetch_related("indicator__departments", "evidence__stored"), public_id=public_id)


def _form(request, indicator, revised=None) -> ObservationForm:
    owners = departments_spoken_for(request.user).filter(pk__in=indicator.departments.all()) or departments_spoken_for(
        request.user
    )
    kind = OutsideForm if indicator.drawn_as is not None else ObservationForm
    return kind(
        request.POST or None,
        request.FILES or None,
        row=row_of(indicator, list(standing_by_indicator([indicator])[indicator.pk]), clock.today()),
        owners=owners,
        today=clock.today(),
        revised=revised,
        initial=revised and {name: getattr(revised, name) for name in KEPT} | revised.inputs | revised.result,
    )


def _saved(request, form, write):
    words = _("The figure is kept. It is published once another person has approved it.")
    write_it = partial(write, form.entry)
    return saved_or_shown(request, form, write=write_it, page=_form_page, words=words, then="board:due-list")


def _form_page(request, form):
    title = _("Correct a figure") if form.revised else _("Enter a figure")
    context = {"page_title": title, "form": form, "row": form.row, "revised": form.revised}
    return render(request, "board/observation_form.html", context)
