"""Many events at once on a desk: out as a spreadsheet, in with a dry run first."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import operations, queries
from campaigns.exports.sheet import workbook_of
from campaigns.forms.filters import DeskFilterForm
from campaigns.forms.sheet import asked_events, columns, judged_events
from campaigns.permissions import READERS, areas_reported
from campaigns.views.places import places_of
from portal import clock, heavy
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.ledger.exporting import Offer, hand_out
from portal.papers.views import Door, table_import
from portal.papers.writing import example, workbook_to_fill
from portal.spreadsheets import MEDIA_TYPES

MOST_EXPORTED = 5000


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*READERS)
@heavy.turn()
def event_export(request):
    """The events this person sees, as the list that leads here is narrowed."""
    form = DeskFilterForm(request.GET, areas=queries.reporting_areas())
    events = form.narrowed(request.user).prefetch_related("proofs", "partner_areas", "campaign")
    offer = Offer(
        name="events",
        title=_("Our events as a spreadsheet"),
        file="events",
        subject="campaigns.event",
        rows=lambda _asked: events[:MOST_EXPORTED],
        writers={"xlsx": lambda rows: [workbook_of(rows, columns(clock.today()))]},
        filters={name: getattr(value, "code", value) for name, value in form.asked().items()},
    )
    return hand_out(request, offer)


@require_safe
@require_role(Role.STREET_OFFICER)
@heavy.turn()
def event_template(request):
    """A table with the names of the columns, the words to choose from and an example."""
    own = columns(clock.today())
    body = workbook_to_fill(_("Events"), own, [example(own)])
    headers = {"Content-Disposition": 'attachment; filename="events-empty.xlsx"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=MEDIA_TYPES["xlsx"], headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.STREET_OFFICER)
def event_import(request):
    return table_import(request, EVENTS)


def _judge(request, table, rows) -> list:
    return judged_events(table, rows, user=request.user, areas=areas_reported(request.user), now=clock.now())


def _keep(request, rows) -> str:
    events = operations.import_events(actor=request.user, now=clock.now(), entries=[row.entry for row in rows])
    count = len({event.pk for event in events})
    return ngettext("%(n)s event was taken over.", "%(n)s events were taken over.", count) % {"n": count}


EVENTS = Door(
    name="campaigns.events",
    title=gettext_lazy("Events from a spreadsheet"),
    done="campaigns:event-mine",
    files=(
        ("campaigns:event-template", gettext_lazy("Table to fill in (XLSX)")),
        ("campaigns:event-export", gettext_lazy("Our events as a spreadsheet")),
    ),
    asked=lambda request: asked_events(clock.today()),
    judge=_judge,
    keep=_keep,
    context=lambda request: {"places": places_of(request.user)},
)
