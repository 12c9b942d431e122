"""Many events at once on a desk: out as a spreadsheet, in with a dry run first."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import operations, queries
from campaigns.exports.sheet import MEDIA_TYPE, workbook_of
from campaigns.forms.report import filing_of
from campaigns.forms.sheet import SheetForm, checked_rows, column_labels
from campaigns.permissions import READERS, areas_reported
from campaigns.views.places import places_of
from portal import clock, heavy
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.ledger.exporting import Offer, hand_out

SALT = "campaigns.sheet"
WHILE = 3600
MOST_EXPORTED = 5000


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*READERS)
@heavy.turn()
def event_export(request):
    """The events this person sees, the latest first."""
    events = queries.visible_events(request.user).prefetch_related("proofs", "partner_areas", "campaign")
    offer = Offer(
        name="events",
        title=_("Our events as a spreadsheet"),
        file="events",
        subject="campaigns.event",
        rows=lambda _asked: events[:MOST_EXPORTED],
        writers={"xlsx": lambda rows: [workbook_of(rows, column_labels())]},
    )
    return hand_out(request, offer)


@require_safe
@require_role(Role.STREET_OFFICER)
@heavy.turn()
def event_template(request):
    return _xlsx(workbook_of([], column_labels()), "events-empty.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.STREET_OFFICER)
def event_import(request):
    if "rows" in request.POST:
        return _take_over(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    context = {"page_title": _("Events from a spreadsheet"), "places": places_of(request.user), "form": form}
    if request.method == "POST" and form.is_valid():
        context |= _dry_run(request, form.cleaned_data["file"])
    return render(request, "campaigns/event_import.html", context, status=400 if form.errors else 200)


def _dry_run(request, found: list[dict]) -> dict:
    rows = _checked(request, found)
    wrong, new = [row for row in rows if row.errors], [row for row in rows if not row.known]
    sent = new and not wrong
    payload = signing.dumps([str(request.user.public_id), found], salt=SALT, compress=True) if sent else ""
    told = {"rows": rows, "wrong": wrong, "payload": payload, "reports": sum(row.reports for row in new)}
    return told | {"new": len(new), "known": len(rows) - len(new)}


def _take_over(request):
    """What the dry run showed, checked once more and kept as a whole."""
    try:
        whose, found = signing.loads(request.POST["rows"], salt=SALT, max_age=WHILE)
    except signing.BadSignature as error:
        raise BadRequest from error
    rows = _checked(request, found)
    if whose != str(request.user.public_id) or any(row.errors for row in rows):
        raise BadRequest
    entries = [
        operations.Entry(row.form.chosen_area, filing_of(row.form), row.reports) for row in rows if not row.known
    ]
    events = operations.import_events(actor=request.user, now=clock.now(), entries=entries)
    messages.success(request, _told(len({event.pk for event in events})))
    return redirect("campaigns:event-mine")


def _told(count: int) -> str:
    return ngettext("%(n)s event was taken over.", "%(n)s events were taken over.", count) % {"n": count}


def _checked(request, found: list[dict]) -> list:
    return checked_rows(found, user=request.user, areas=areas_reported(request.user), now=clock.now())


def _xlsx(body: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=MEDIA_TYPE, headers=headers)
