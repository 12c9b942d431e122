"""The district's side: reports that wait, the proof beside the record, accept or return."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from campaigns import operations, queries
from campaigns.enums import EventState
from campaigns.forms.review import ReturnForm, WithdrawForm
from campaigns.permissions import OVERSEERS
from campaigns.permissions import can_verify as can_take
from campaigns.views.lists import PER_PAGE, listed
from campaigns.views.places import places_of
from campaigns.views.records import record_context
from portal import clock
from portal.accounts.permissions import has_role, require_role
from portal.accounts.roles import Role


@require_safe
@require_role(*OVERSEERS)
def review_list(request):
    """What waits for the district, the longest waiting first; anything else on request."""
    context = {"page_title": _("Event reports"), "places": places_of(request.user)}
    context |= listed(request, queries.reporting_areas(), state=EventState.HELD, order="reported")
    can_verify = has_role(request.user, Role.DISTRICT_REVIEWER)
    held = [event for event in context["page_of_events"] if event.state == EventState.HELD]
    context["takeable"] = {event.pk for event in held if can_verify and can_take(request.user, event)}
    return render(request, "campaigns/review_list.html", context | {"can_verify": can_verify})


@require_POST
@require_role(Role.DISTRICT_REVIEWER)
def review_many(request):
    """First what would be verified and what is better looked at one by one; then, with one more press, the first."""
    asked = queries.visible_events(request.user).filter(public_id__in=_ids(request)[:PER_PAGE])
    chosen = queries.sorted_out(request.user, asked.filter(state=EventState.HELD))
    if "confirm" not in request.POST:
        context = {"page_title": _("Verify several"), "places": places_of(request.user), "chosen": chosen}
        return render(request, "campaigns/review_many.html", context)
    _verify(request, chosen.clean)
    return redirect("campaigns:review-list")


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


def _verify(request, events) -> None:
    versions = dict(zip(_ids(request), request.POST.getlist("version"), strict=False))
    count, passed_over = operations.verify_events(actor=request.user, now=clock.now(), events=events, versions=versions)
    messages.success(
        request, ngettext("%(n)s event was verified.", "%(n)s events were verified.", count) % {"n": count}
    )
    if passed_over:
        messages.warning(request, _("Changed in the meantime, look at them again: %(n)s.") % {"n": passed_over})


def _ids(request) -> list[str]:
    """Of what was chosen: the ids that are ids."""
    found = []
    for value in request.POST.getlist("event"):
        with suppress(ValueError):
            found.append(str(UUID(value)))
    return found


def _event(request, public_id):
    return get_object_or_404(queries.visible_events(request.user), public_id=public_id)


def _review(request, event, form):
    context = record_context(request.user, event) | {"form": form}
    return render(request, "campaigns/event_review.html", context, status=400 if form.errors else 200)
