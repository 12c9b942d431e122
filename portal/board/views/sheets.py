"""Figures on a desk: what is due as a spreadsheet, filled in and read back with a dry run first."""

from collections import defaultdict

from django.http import HttpResponse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock, heavy
from portal.accounts.permissions import require_role
from portal.board.exports.due_sheet import due_workbook
from portal.board.forms.sheet import asked_figures, judged_figures
from portal.board.operations import enter_observations
from portal.board.permissions import OFFICERS, can_enter, departments_spoken_for
from portal.board.queries import begun_plans, deciding_by_indicator, indicators_owed_by
from portal.board.results.rows import row_of
from portal.papers.views import ChangedMeanwhileError, Door, table_import
from portal.procedure.refusals import Refused
from portal.spreadsheets import MEDIA_TYPES


@require_role(*OFFICERS)
@require_safe
@heavy.turn()
def due_sheet(request):
    """What this person's departments owe; the rest of their figures below, for corrections of the list itself."""
    today = clock.today()
    indicators = _own(request.user, today)
    held = deciding_by_indicator(indicators)
    rows = [row_of(indicator, held[indicator.pk], today) for indicator in indicators]
    name = f"figures-{today}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(due_workbook(row for row in rows if row.due), content_type=MEDIA_TYPES["xlsx"], headers=headers)


@require_role(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def figures_import(request):
    return table_import(request, FIGURES)


def _judge(request, table, rows) -> list:
    by_number = defaultdict(list)
    for indicator in _own(request.user, clock.today()):
        by_number[str(indicator.number)].append(indicator)
    owners = departments_spoken_for(request.user)
    return judged_figures(table, rows, indicators=by_number, owners=owners, today=clock.today())


def _own(user, today) -> list:
    """What this person may enter, of every plan that has begun, the newest first."""
    plans = begun_plans(today)
    return [row for plan in plans for row in indicators_owed_by(user, plan) if can_enter(user, row)]


def _keep(request, rows) -> str:
    try:
        kept = enter_observations(actor=request.user, now=clock.now(), entries=[row.entry for row in rows])
    except Refused as error:
        raise ChangedMeanwhileError from error
    return _told(len(kept))


def _told(count: int) -> str:
    return ngettext(
        "%(n)s figure is kept. It is published once another person has approved it.",
        "%(n)s figures are kept. They are published once another person has approved them.",
        count,
    ) % {"n": count}


FIGURES = Door(
    name="board.figures",
    title=gettext_lazy("Figures from a spreadsheet"),
    done="board:due-list",
    files=(("board:due-sheet", gettext_lazy("What is due, as a spreadsheet to fill in")),),
    asked=lambda request: asked_figures(),
    judge=_judge,
    keep=_keep,
)
