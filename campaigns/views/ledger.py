"""The quarter ledger: each area against its own quota, in the plan's order."""

import datetime as dt
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import queries
from campaigns.exports.report import report_paper
from campaigns.operations import close_quarter
from campaigns.permissions import READERS, can_close_quarter
from campaigns.quarters import Quarter
from campaigns.results import Report, quarter_report
from campaigns.views.places import places_of
from portal import clock, heavy
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.ledger.exporting import Offer, hand_out
from portal.papers.documents.docx import paper_docx
from portal.papers.documents.pdf import paper_pdf
from portal.papers.documents.xlsx import paper_xlsx

WRITERS = {"pdf": paper_pdf, "docx": paper_docx, "xlsx": paper_xlsx}


@require_safe
@require_role(*READERS)
def ledger_now(request):
    return redirect("campaigns:quarter-ledger", Quarter.of_day(clock.today()))


@require_safe
@require_role(*READERS)
def quarter_ledger(request, quarter):
    context = _context(request, quarter)
    return render(request, "campaigns/quarter_ledger.html", context)


@require_safe
@require_role(*READERS)
def ledger_row(request, quarter, code):
    """What the row of an area is made of, what it lacks, and whom nothing reached for half a year."""
    row = next((row for row in queries.ledger_seen_by(request.user, quarter) if row.area.code == code), None)
    if row is None:
        raise Http404
    today = clock.today()
    context = _context(request, quarter) | {"row": row, "events": queries.events_in_row(row.area, quarter)}
    context |= {"page_title": row.area.label, "coverage": queries.coverage_of(row.area, today)}
    return render(request, "campaigns/ledger_row.html", context)


@require_POST
@require_role(Role.DISTRICT_REVIEWER)
def quarter_close(request, quarter) -> HttpResponse:
    try:
        close_quarter(actor=request.user, now=clock.now(), quarter=quarter)
    except ValidationError as refusal:
        context = _context(request, quarter) | {"refusal": refusal.messages[0]}
        return render(request, "campaigns/quarter_ledger.html", context, status=409)
    return redirect("campaigns:quarter-ledger", quarter)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*READERS)
@heavy.turn()
def report_export(request, quarter):
    report, now = quarter_report(request.user, quarter), clock.now()
    offer = Offer(
        name="quarter",
        title=_("Quarter report"),
        file=f"outreach-{quarter}",
        subject="campaigns.event",
        rows=lambda _asked: report.events,
        writers={ending: _writer(write, report, now) for ending, write in WRITERS.items()},
        filters={"quarter": quarter},
    )
    return hand_out(request, offer)


def _writer(write, report: Report, now):
    return lambda rows: [write(report_paper(replace(report, events=list(rows)), now=now))]


def _context(request, quarter: Quarter) -> dict:
    closing = queries.closing_of(quarter)
    return _standing(quarter, clock.today()) | {
        "page_title": _("Quarter ledger %(quarter)s") % {"quarter": quarter},
        "places": places_of(request.user),
        "quarter": quarter,
        "rows": queries.ledger_seen_by(request.user, quarter),
        "rules": queries.rules_of(quarter),
        "closing": closing,
        "changed": closing is not None and queries.changed_since(closing),
        "can_close": can_close_quarter(request.user) and clock.today() > quarter.last_day,
        "waiting": queries.waiting_in(quarter),
    }


def _standing(quarter: Quarter, today: dt.date) -> dict:
    """Where the quarter stands on a day."""
    running, ahead = Quarter.of_day(today) == quarter, quarter.first_day > today
    return {"mark": quarter.mark_reached(today), "running": running, "ahead": ahead}
