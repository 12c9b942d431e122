"""What residents do about an event, without an account: register, check in at the place, answer three questions."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import operations, queries
from campaigns.forms.taking_part import ImpressionForm, PeopleForm
from campaigns.models import Event, Registration
from portal import clock
from portal.accounts.limits import is_taken, limited
from portal.cms.attempts import repeatable
from portal.cms.views.strangers import for_strangers

ASKED = ["GET", "HEAD", "POST"]
DAYS_REMEMBERED = 2


@repeatable
@for_strangers
@never_cache
@require_http_methods(ASKED)
def event_register(request, public_id):
    event, form = _public(public_id), PeopleForm(request.POST or None)

    def register(said):
        return operations.register(now=clock.now(), event=event, key=said["key"], people=said["people"])

    if registration := _done(request, form, register):
        return redirect("campaigns:registration-show", registration.public_id)
    is_open = queries.takes_registrations(event, clock.now())
    context = {"page_title": _("Register"), "event": event, "form": form, "is_open": is_open}
    context["left"] = queries.seats_left(event)
    return render(request, "campaigns/event_register.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
@limited("look_up")
def registration_show(request, public_id):
    registration = _registration(public_id)
    context = {"page_title": _("Your registration"), "registration": registration, "event": registration.event}
    context["is_open"] = queries.takes_registrations(registration.event, clock.now())
    return render(request, "campaigns/registration_show.html", context)


@repeatable
@for_strangers
@require_POST
@limited("taking_part")
def registration_cancel(request, public_id):
    operations.cancel_registration(now=clock.now(), registration=_registration(public_id))
    return redirect("campaigns:registration-show", public_id)


@repeatable
@for_strangers
@never_cache
@require_http_methods(ASKED)
def event_check_in(request, public_id, sign):
    """Behind the code at the place. A phone that was counted is told so, and may count others who came later."""
    event = get_object_or_404(Event.objects.with_places().filter(takes_check_ins=True), public_id=public_id)
    if not queries.is_check_in_sign(event, sign):
        raise Http404
    form = PeopleForm(request.POST or None)

    def check_in(said):
        return operations.check_in(now=clock.now(), event=event, key=said["key"], people=said["people"])

    if _done(request, form, check_in):
        return _remembered(redirect(request.path), event)
    context = {"page_title": event.title, "event": event, "form": form, "was_here": _cookie(event) in request.COOKIES}
    context |= _open_now(event)
    return render(request, "campaigns/event_check_in.html", context, status=400 if form.errors else 200)


@repeatable
@for_strangers
@never_cache
@require_http_methods(ASKED)
def event_impression(request, public_id):
    event, form = _public(public_id), ImpressionForm(request.POST or None)

    def leave(said):
        return operations.leave_impression(now=clock.now(), event=event, **said)

    context = {"page_title": _("Three questions about this event"), "event": event, "form": form}
    context["is_done"] = bool(_done(request, form, leave))
    context["is_open"] = queries.takes_impressions(event, clock.now())
    return render(request, "campaigns/event_impression.html", context, status=400 if form.errors else 200)


def _done(request, form, operation):
    """What was written, if the form was sent and right; else nothing, with the reason in the form."""
    if request.method != "POST" or not is_taken(request, form, "taking_part"):
        return None
    try:
        return operation(form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _open_now(event: Event) -> dict:
    now = clock.now()
    return {"is_open": queries.takes_check_ins(event, now), "can_answer": queries.takes_impressions(event, now)}


def _public(public_id) -> Event:
    return get_object_or_404(Event.objects.with_places().public(), public_id=public_id)


def _registration(public_id) -> Registration:
    rows = Registration.objects.select_related("event__area", "event__community")
    return get_object_or_404(rows, public_id=public_id)


def _cookie(event: Event) -> str:
    return f"here-{event.public_id.hex[:12]}"


def _remembered(response, event: Event):
    """The phone alone remembers that it was counted, for two days, on the pages of this event."""
    age = DAYS_REMEMBERED * 24 * 3600
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(_cookie(event), "1", max_age=age, httponly=True, samesite="Lax", secure=secure)
    return response
