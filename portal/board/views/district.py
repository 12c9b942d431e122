"""The district's desk: who owes what by when, how the rooms stand, and the report of a quarter or a year."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import clock, heavy
from portal.accounts.permissions import require_role
from portal.board.exports.pack_words import words_of
from portal.board.permissions import READERS, REPORTERS, can_decide_note, speaks_for
from portal.board.queries import notes_returned, notes_waiting
from portal.board.results.pack import pack_of, periods_offered
from portal.board.results.responsibility import all_owed
from portal.board.targets.periods import PeriodError, parse_period
from portal.board.views.public import plan_asked
from portal.manifests import declared
from portal.papers.documents import DOCUMENTS


@require_role(*READERS)
@require_safe
def owed_list(request, plan):
    plan = plan_asked(plan)
    context = {
        "page_title": _("Who owes what by when"),
        "plan": plan,
        "owed": all_owed(plan, clock.today()),
    }
    return render(request, "board/owed_list.html", context)


@require_role(*REPORTERS)
@require_safe
def duty_list(request, plan):
    """What the offices of this person owe, task by task, and what waits for another's word."""
    plan, user = plan_asked(plan), request.user
    context = {
        "page_title": _("Tasks and progress"),
        "plan": plan,
        "owed": [one for one in all_owed(plan, clock.today()) if speaks_for(user, one.office)],
        "waiting": [(note, can_decide_note(user, note)) for note in notes_waiting(user)],
        "returned": list(notes_returned(user)),
    }
    return render(request, "board/duty_list.html", context)


@require_role(*READERS)
@require_safe
def room_list(request):
    today, now = clock.today(), clock.now()
    panels = [(panel.template, panel.context(today, now)) for panel in declared("panels")]
    context = {"page_title": _("How the work stands"), "panels": panels}
    return render(request, "board/room_list.html", context)


@require_role(*READERS)
@require_safe
def report_list(request, plan):
    plan = plan_asked(plan)
    context = {"page_title": _("Reports on the plan"), "plan": plan, "periods": periods_offered(plan, clock.today())}
    return render(request, "board/report_list.html", context)


@require_role(*READERS)
@require_safe
@heavy.turn()
def report_file(request, plan, period, form):
    try:
        asked = parse_period(period)
    except PeriodError as error:
        raise Http404 from error
    if form not in DOCUMENTS:
        raise Http404
    kind, make = DOCUMENTS[form]
    words = words_of(pack_of(plan_asked(plan), asked, clock.today()))
    headers = {"Content-Disposition": f'attachment; filename="report-{asked}.{form}"'}
    return HttpResponse(make(words), content_type=kind, headers=headers)
