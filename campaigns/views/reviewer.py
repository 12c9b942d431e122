"""The district's side: reports that wait, the proof beside the record, accept or return."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import operations, queries
from campaigns.enums import EventState
from campaigns.forms.review import ReturnForm, WithdrawForm
from campaigns.permissions import OVERSEERS
from campaigns.views.places import places_of
from campaigns.views.records import record_context
from portal import clock
from portal.accounts.permissions import has_role, require_role
from portal.accounts.roles import Role

PER_PAGE = 30


@require_safe
@require_role(*OVERSEERS)
def review_list(request):
    """What waits for the district first; any other state on request."""
    state = request.GET.get("state", EventState.HELD)
    events = queries.events_waiting()
    if state != EventState.HELD and state in EventState.values:
        events = queries.visible_events(request.user).filter(state=state)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_title": _("Reports"), "places": places_of(request.user), "page_of_events": page}
    context |= {"states": EventState.choices, "state": state, "query": f"state={state}"}
    context["can_verify"] = has_role(request.user, Role.DISTRICT_REVIEWER)
    return render(request, "campaigns/review_list.html", context)


@require_safe
@require_role(Role.DISTRICT_REVIEWER)
def event_review(request, public_id):
    event = _event(request, public_id)
    return _review(request, event, ReturnForm(initial={"version": event.version}))


@require_POST
@require_role(Role.DISTRICT_REVIEWER)
def event_verify(request, public_id):
    form = ReturnForm(request.POST)
    form.is_valid()
    operations.verify_event(
        actor=request.user,
        now=clock.now(),
        event=_event(request, public_id),
        version=form.cleaned_data.get("version", 0),
    )
    return redirect("campaigns:review-list")


@require_POST
@require_role(Role.DISTRICT_REVIEWER)
def event_return(request, public_id):
    event, form = _event(request, public_id), ReturnForm(request.POST)
    if not form.is_valid():
        return _review(request, event, form)
    version = form.cleaned_data["version"]
    operations.return_event(actor=request.user, now=clock.now(), event=event, items=form.items(), version=version)
    return redirect("campaigns:review-list")


@require_role(Role.STREET_OFFICER, Role.DISTRICT_REVIEWER)
def event_withdraw(request, public_id):
    event = _event(request, public_id)
    form = WithdrawForm(request.POST or None, initial={"version": event.version})
    if request.method == "POST" and form.is_valid():
        version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
        operations.withdraw_event(actor=request.user, now=clock.now(), event=event, reason=reason, version=version)
        return redirect("campaigns:event-record", event.public_id)
    context = record_context(request.user, event) | {"form": form, "page_title": _("Withdraw an event")}
    return render(request, "campaigns/event_withdraw.html", context, status=400 if form.errors else 200)


def _event(request, public_id):
    return get_object_or_404(queries.visible_events(request.user), public_id=public_id)


def _review(request, event, form):
    context = record_context(request.user, event) | {"form": form}
    return render(request, "campaigns/event_review.html", context, status=400 if form.errors else 200)
