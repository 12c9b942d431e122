"""The quarter ledger: each area against its own quota, in the plan's order."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.http import HttpResponse
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
from portal.papers.documents.docx import MEDIA_TYPE as DOCX
from portal.papers.documents.docx import paper_docx
from portal.papers.documents.pdf import paper_pdf
from portal.papers.documents.xlsx import paper_xlsx


@require_safe
@require_role(*READERS)
def ledger_now(request):
    return redirect("campaigns:quarter-ledger", Quarter.of_day(clock.today()))


@require_safe
@require_role(*READERS)
def quarter_ledger(request, quarter):
    context = _context(request, quarter)
    return render(request, "campaigns/quarter_ledger.html", context)


@require_POST
@require_role(Role.DISTRICT_REVIEWER)
def quarter_close(request, quarter) -> HttpResponse:
    try:
        close_quarter(actor=request.user, now=clock.now(), quarter=quarter)
    except ValidationError as refusal:
        context = _context(request, quarter) | {"refusal": refusal.messages[0]}
        return render(request, "campaigns/quarter_ledger.html", context, status=409)
    return redirect("campaigns:quarter-ledger", quarter)


@require_safe
@require_role(*READERS)
@heavy.turn()
def report_document(request, quarter):
    body = _made(paper_pdf, quarter_report(request.user, quarter))
    return _file(body, "application/pdf", f"outreach-{quarter}.pdf")


@require_safe
@require_role(*READERS)
@heavy.turn()
def report_text(request, quarter):
    body = _made(paper_docx, quarter_report(request.user, quarter))
    return _file(body, DOCX, f"outreach-{quarter}.docx")


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*READERS)
@heavy.turn()
def report_sheet(request, quarter):
    report = quarter_report(request.user, quarter)
    offer = Offer(
        name="quarter",
        title=_("Quarter report (XLSX)"),
        file=f"outreach-{quarter}",
        subject="campaigns.event",
        rows=lambda _asked: report.events,
        writers={"xlsx": lambda rows: [_made(paper_xlsx, replace(report, events=list(rows)))]},
        filters={"quarter": quarter},
    )
    return hand_out(request, offer)


def _made(make, report: Report) -> bytes:
    return make(report_paper(report, now=clock.now()))


def _file(body: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=media_type, headers=headers)


def _context(request, quarter: Quarter) -> dict:
    today, closing = clock.today(), queries.closing_of(quarter)
    return {
        "page_title": _("Quarter ledger %(quarter)s") % {"quarter": quarter},
        "places": places_of(request.user),
        "quarter": quarter,
        "rows": queries.ledger_seen_by(request.user, quarter),
        "rules": queries.rules_of(quarter),
        "closing": closing,
        "changed": closing is not None and queries.changed_since(closing),
        "can_close": can_close_quarter(request.user) and today > quarter.last_day,
        "mark": quarter.mark_reached(today),
        "running": Quarter.of_day(today) == quarter,
    }
