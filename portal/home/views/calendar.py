"""The working days of a year, kept by the district administrator: looked at before they are saved."""

import hashlib

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today
from portal.directory.holiday_checks import days_gained, statutory_days
from portal.directory.queries import workday_exceptions
from portal.directory.workdays import is_known, listed_days
from portal.home.forms import CalendarForm
from portal.home.operations.calendar import differs_from_statute, enter_year
from portal.home.results.days_off import changed_days, day_rows, list_text

BACK, AHEAD = 1, 2
administrator = require_role(Role.DISTRICT_ADMINISTRATOR)


@administrator
@require_safe
def calendar_list(request):
    table, this_year = workday_exceptions(), today().year
    rows = [_year_row(year, table) for year in range(this_year + 1, this_year - BACK - 1, -1)]
    return render(request, "home/calendar_list.html", {"page_title": _("Working days"), "rows": rows})


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_edit(request, year):
    if not -BACK <= year - today().year <= AHEAD:
        raise Http404
    table = workday_exceptions()
    form = CalendarForm(year, request.POST or None, initial={"text": list_text(year, table)})
    if form.is_bound and form.is_valid():
        if _is_ready(request, form):
            return _saved(request, form)
        form.seen = _digest(form.cleaned_data["text"])
    context = {"page_title": _("Days off of %(year)s") % {"year": year}, "form": form, "year": year}
    context |= {"is_known": is_known(year, table), **_preview(form, table)}
    return render(request, "home/calendar_edit.html", context, status=400 if form.errors else 200)


def _year_row(year: int, table) -> dict:
    days = listed_days(year, table)
    off = sum(not works for works in days.values())
    own = any(day.year == year for day in table)
    return {"year": year, "is_known": is_known(year, table), "is_own": own, "off": off, "worked": len(days) - off}


def _preview(form: CalendarForm, table) -> dict:
    """What was understood; nothing before something was sent, or when it was not."""
    reading = form.reading
    if not reading:
        return {}
    return {
        "days": day_rows(reading.days),
        "passed_over": reading.passed_over,
        "changes": changed_days(reading.days, form.year, table),
        "differs": differs_from_statute(reading, form.year),
        "gained": days_gained(reading.days),
        "statutory": statutory_days(form.year),
    }


def _is_ready(request, form: CalendarForm) -> bool:
    """This very text was looked at, and what is unusual about it was vouched for."""
    seen = request.POST.get("seen") == _digest(form.cleaned_data["text"])
    return seen and (form.cleaned_data["is_compared"] or not differs_from_statute(form.reading, form.year))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _saved(request, form: CalendarForm):
    data = form.cleaned_data
    entered = enter_year(actor=request.user, year=form.year, now=now(), **data)
    messages.success(request, _("The working days of %(year)s are saved and hold from now on.") % {"year": form.year})
    if entered.moved:
        words = ngettext("%(count)s deadline moved on.", "%(count)s deadlines moved on.", entered.moved)
        messages.info(request, words % {"count": entered.moved})
    return redirect("home:calendar-list")
