"""The public calendar: coming events as a list, a month at a glance, one event, and feeds."""

import calendar
import datetime as dt

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import queries
from campaigns.enums import EventState
from campaigns.exports.calendar import calendar_of
from campaigns.forms.filters import EventFilterForm
from campaigns.models import Event
from campaigns.quarters import DISTRICT_TIME, YEARS, district_day, midnight
from portal import clock
from portal.cms.frame.sharing import absolute
from portal.cms.pagecache import shared

PER_PAGE = 20
FEED_DAYS = 180
MONTHS = range(1, 13)
# What ends in the small hours belongs to the evening before.
NIGHT = dt.timedelta(hours=5)


@require_safe
@shared
def event_list(request):
    """Coming events first; past ones on request, the latest first."""
    now, past = clock.now(), request.GET.get("when") == "past"
    form = EventFilterForm(request.GET)
    events = form.narrowed(queries.public_events(now, past=past))
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_title": _("Events"), "form": form, "page_of_events": page, "past": past, "now": now}
    context["page_lead"] = _("Talks, stalls and actions against waste, near you.")
    return render(request, "campaigns/event_list.html", context | _queries_of(request))


@require_safe
def month_now(request):
    today = clock.today()
    return redirect("campaigns:event-month", today.year, today.month)


@require_safe
@shared
def event_month(request, year, month):
    if year not in YEARS or month not in MONTHS:
        raise Http404
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    form = EventFilterForm(request.GET)
    events = form.narrowed(Event.objects.public().only("public_id", "title", "starts_at", "ends_at"))
    events = events.order_by("starts_at", "pk")
    found = events.filter(ends_at__gt=midnight(weeks[0][0]), starts_at__lt=midnight(weeks[-1][-1] + dt.timedelta(1)))
    context = {"page_title": _("Events"), "form": form, "first": dt.date(year, month, 1), "today": clock.today()}
    context["weeks"] = _filled(weeks, month, list(found))
    context |= {"before": _month(year, month - 1), "after": _month(year, month + 1)}
    return render(request, "campaigns/event_month.html", context | _queries_of(request))


@require_safe
@shared
def event_detail(request, public_id):
    shown = Event.objects.with_places().select_related("campaign").public_or_cancelled()
    event = get_object_or_404(shown, public_id=public_id)
    context = {"page_title": event.title, "event": event, "verified": event.state == EventState.VERIFIED}
    context |= {"cancelled": event.state == EventState.WITHDRAWN, "over": event.ends_at < clock.now()}
    now = clock.now()
    context |= {"takes_registrations": queries.takes_registrations(event, now), "left": queries.seats_left(event)}
    context |= {"takes_impressions": queries.takes_impressions(event, now)}
    context |= {"links": queries.public_links(event), "partner_areas": list(event.partner_areas.all())}
    start = event.starts_at.astimezone(DISTRICT_TIME)
    context |= {"described": event, "share_lead": f"{start:%Y-%m-%d %H:%M} {event.where}"}
    return render(request, "campaigns/event_detail.html", context)


@require_safe
@shared
def event_feed(request):
    now = clock.now()
    span = {"starts_at__gte": now - dt.timedelta(FEED_DAYS), "starts_at__lt": now + dt.timedelta(FEED_DAYS)}
    events = EventFilterForm(request.GET).narrowed(Event.objects.with_places().public_or_cancelled().filter(**span))
    return _ics(events, now)


@require_safe
@shared
def event_calendar(request, public_id):
    shown = Event.objects.with_places().public_or_cancelled()
    return _ics([get_object_or_404(shown, public_id=public_id)], clock.now())


def _ics(events, now) -> HttpResponse:
    body = calendar_of(
        events,
        name=_("Zero-waste events in %(district)s") % {"district": settings.DISTRICT.label},
        base_url=settings.PORTAL_BASE_URL,
        now=now,
    )
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _month(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _filled(weeks, month, events) -> list:
    """Weeks of days, each with its events; one of several days stands on each of them."""
    by_day: dict = {}
    for event in events:
        first = district_day(event.starts_at)
        last = max(first, district_day(event.ends_at - NIGHT))
        for after in range((last - first).days + 1):
            by_day.setdefault(first + dt.timedelta(after), []).append(event)
    return [
        [{"date": day, "inside": day.month == month, "events": by_day.get(day, [])} for day in week] for week in weeks
    ]


def _queries_of(request) -> dict:
    """The filters as a query string, for links that keep them."""
    kept = request.GET.copy()
    kept.pop("page", None)
    narrow = kept.copy()
    narrow.pop("when", None)
    feed = absolute(reverse("campaigns:event-feed")) + (f"?{narrow.urlencode()}" if narrow else "")
    subscribed = f"webcal://{feed.partition('://')[2]}"
    return {"query": kept.urlencode(), "narrow": narrow.urlencode(), "feed": feed, "subscribed": subscribed}
