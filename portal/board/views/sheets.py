"""Figures on a desk: what is due as a spreadsheet, filled in and read back with a dry run first."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock, heavy
from portal.accounts.permissions import require_role
from portal.board.exports.due_sheet import MEDIA_TYPE, due_workbook
from portal.board.forms.sheet import SheetForm, checked_rows
from portal.board.operations import AlreadyEnteredError, enter_observations
from portal.board.permissions import OFFICERS, can_enter, departments_spoken_for
from portal.board.queries import deciding_by_indicator, indicators_owed_by
from portal.board.results import row_of
from portal.board.views.public import plan_asked

SALT = "board.sheet"
WHILE = 3600


@require_role(*OFFICERS)
@require_safe
@heavy.turn()
def due_sheet(request):
    """What this person's departments owe; the rest of their figures below, for corrections of the list itself."""
    plan, today = plan_asked(request), clock.today()
    indicators = [found for found in indicators_owed_by(request.user, plan) if can_enter(request.user, found)]
    held = deciding_by_indicator(indicators)
    rows = [row_of(indicator, held[indicator.pk], today) for indicator in indicators]
    name = f"figures-{plan.code}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(due_workbook(row for row in rows if row.due), content_type=MEDIA_TYPE, headers=headers)


@require_role(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def figures_import(request):
    if "rows" in request.POST:
        return _take_over(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    context = {"page_title": _("Figures from a spreadsheet"), "form": form}
    if request.method == "POST" and form.is_valid():
        context |= _dry_run(request, form.cleaned_data["file"])
    return render(request, "board/figures_import.html", context, status=400 if form.errors else 200)


def _dry_run(request, found: list[dict]) -> dict:
    rows = _checked(request, found)
    wrong = [row for row in rows if row.errors]
    payload = "" if wrong else signing.dumps([str(request.user.public_id), found], salt=SALT, compress=True)
    return {"rows": rows, "wrong": wrong, "payload": payload}


def _take_over(request):
    """What the dry run showed, checked once more and kept as a whole."""
    rows = _checked(request, _signed(request))
    try:
        kept = _kept(request, rows)
    except AlreadyEnteredError:
        messages.warning(
            request, _("Meanwhile one of these figures was entered. Nothing was kept; please check again.")
        )
        return redirect("board:figures-import")
    messages.success(request, _told(len(kept)))
    return redirect("board:due-list")


def _signed(request) -> list[dict]:
    try:
        whose, found = signing.loads(request.POST["rows"], salt=SALT, max_age=WHILE)
    except signing.BadSignature as error:
        raise BadRequest from error
    if whose != str(request.user.public_id):
        raise BadRequest
    return found


def _kept(request, rows: list) -> list:
    if any(row.errors for row in rows):
        raise AlreadyEnteredError
    entries = [(row.indicator, row.entry) for row in rows]
    return enter_observations(actor=request.user, now=clock.now(), entries=entries)


def _told(count: int) -> str:
    return ngettext(
        "%(n)s figure is kept. It is published once another person has approved it.",
        "%(n)s figures are kept. They are published once another person has approved them.",
        count,
    ) % {"n": count}


def _checked(request, found: list[dict]) -> list:
    own = [row for row in indicators_owed_by(request.user, plan_asked(request)) if can_enter(request.user, row)]
    by_number = {str(indicator.number): indicator for indicator in own}
    return checked_rows(found, indicators=by_number, owners=departments_spoken_for(request.user), today=clock.today())
