"""What figures mean: an office says it of its own indicators, another person publishes it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.permissions import require_role
from portal.board.forms.definition import DefinitionForm
from portal.board.forms.observation import DecisionForm
from portal.board.models import Definition
from portal.board.operations import define_indicator, publish_definition, return_definition
from portal.board.permissions import (
    OFFICERS,
    READERS,
    can_decide_definition,
    can_define,
    can_read_definition,
    can_return_definition,
)
from portal.board.queries import indicators_of, indicators_owed_by
from portal.board.results.definitions import is_measured, parts_of, said_of
from portal.board.views.public import plan_asked
from portal.board.views.saving import who
from portal.procedure.refusals import Refused


@require_role(*OFFICERS)
@require_safe
def definition_list(request, plan):
    """Of the own indicators: what is still to be said, what waits, what stands."""
    plan = plan_asked(plan)
    own = [one for one in indicators_owed_by(request.user, plan) if is_measured(one) and can_define(request.user, one)]
    waiting = {one.indicator_id: one for one in Definition.objects.waiting().filter(indicator__in=own)}
    rows = [(one, said_of(one), waiting.get(one.pk)) for one in own]
    context = {
        "page_title": _("What our figures mean"),
        "plan": plan,
        "missing": [one for one, said, held in rows if not said and not held],
        "waiting": [(one, held) for one, _said, held in rows if held],
        "said": [one for one, said, held in rows if said and not held],
    }
    return render(request, "board/definition_list.html", context)


@require_role(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def definition_create(request, plan, number):
    indicator = get_object_or_404(indicators_of(plan_asked(plan)), number=number)
    if not can_define(request.user, indicator):
        raise PermissionDenied
    said = said_of(indicator)
    initial = {part.name: part.text for part in parts_of(indicator)}
    form = DefinitionForm(request.POST or None, is_change=bool(said), initial=initial)
    if request.method == "POST" and form.is_valid() and _is_kept(request, indicator, form):
        messages.success(request, _("Kept. Another person has to publish it."))
        return redirect("board:definition-list", indicator.plan.slug)
    context = {"page_title": indicator.label, "indicator": indicator, "form": form}
    return render(request, "board/definition_form.html", context)


@require_role(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def definition_decide(request, public_id):
    rows = Definition.objects.select_related("indicator__plan", "entered_by", "decided_by")
    definition, form = get_object_or_404(rows, public_id=public_id), DecisionForm(request.POST or None)
    if not can_read_definition(request.user, definition):
        raise Http404
    if request.method == "POST" and _is_decided(request, definition, form):
        return redirect("board:definition-decide", definition.public_id)
    return render(request, "board/definition_decide.html", _shown(request.user, definition) | {"form": form})


def _shown(user, definition) -> dict:
    return {
        "page_title": definition.indicator.label,
        "definition": definition,
        "before": said_of(definition.indicator)[:1],
        "can_decide": can_decide_definition(user, definition),
        "can_return": can_return_definition(user, definition),
    }


def _is_kept(request, indicator, form) -> bool:
    try:
        define_indicator(indicator=indicator, **form.said, **who(request))
    except Refused as refusal:
        form.add_error(refusal.field or None, refusal.words)
        return False
    return True


def _is_decided(request, definition, form) -> bool:
    if "approve" in request.POST:
        publish_definition(definition=definition, on=clock.today(), **who(request))
        messages.success(request, _("The definition is published."))
        return True
    if form.is_valid():
        return_definition(definition=definition, reason=form.cleaned_data["reason"], **who(request))
        messages.success(request, _("The definition was sent back."))
        return True
    return False
