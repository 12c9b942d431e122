"""The street's side: log, plan, change and report events, and look after the own ones."""

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import queries
from campaigns.forms.event import EventForm, PlanForm, blank_initial, change_initial, repeat_initial
from campaigns.forms.report import ReportForm, filing_of, take_refusal
from campaigns.forms.review import PartnerForm
from campaigns.models import Event
from campaigns.operations import answer_as_partner, plan_event, report_event, resubmit_event, revise_event, tell_event
from campaigns.permissions import READERS, areas_reported
from campaigns.quarters import Quarter
from campaigns.views.lists import listed
from campaigns.views.places import places_of
from campaigns.views.records import record_context
from campaigns.views.repeats import with_repeats
from portal import clock
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.cms.attempts import repeatable
from portal.evidence.errors import RefusedFileError


@repeatable
@require_role(Role.STREET_OFFICER)
@with_repeats
def event_log(request):
    """An event that took place and was not planned here: from nothing to the receipt on one page."""
    now = clock.now()
    form = ReportForm(*_sent(request), initial=_start(request, now), areas=areas_reported(request.user), now=now)

    def log(filing):
        return report_event(actor=request.user, now=now, area=form.chosen_area, filing=filing)

    return _answer(request, form, log, title=_("Log an event"), submit=_("Send the report to the district"))


@repeatable
@require_role(Role.STREET_OFFICER)
@with_repeats
def event_plan(request):
    now = clock.now()
    initial = _start(request, now, ahead=True)
    form = PlanForm(*_sent(request), initial=initial, areas=areas_reported(request.user))

    def plan(filing):
        return plan_event(actor=request.user, now=now, area=form.chosen_area, filing=filing)

    return _answer(request, form, plan, title=_("Plan an event"), submit=_("Note the plan"))


@repeatable
@require_role(Role.STREET_OFFICER)
@with_repeats
def event_change(request, public_id):
    now, event = clock.now(), _own(request, public_id)
    form = PlanForm(*_sent(request), initial=change_initial(event, now), areas=_only(event))

    def revise(filing):
        return revise_event(actor=request.user, now=now, event=event, filing=filing)

    return _answer(request, form, revise, title=_("Change the plan"), submit=_("Change the plan"), event=event)


@repeatable
@require_role(Role.STREET_OFFICER)
@with_repeats
def event_report(request, public_id):
    """Report a planned event as held; or put right what was sent and is not verified yet."""
    now, event = clock.now(), _own(request, public_id)
    proofs = queries.standing_proofs(event)
    form = ReportForm(*_sent(request), initial=change_initial(event, now), areas=_only(event), now=now, proofs=proofs)
    submit = _("Send the report to the district")
    step = resubmit_event if queries.was_sent(event) else report_event

    def report(filing):
        return step(actor=request.user, now=now, event=event, filing=filing)

    title = _("Correct the report") if queries.was_sent(event) else _("Report as held")
    return _answer(request, form, report, title=title, submit=submit, event=event)


@require_safe
@require_role(Role.STREET_OFFICER)
def event_mine(request):
    """The events of the own areas, also those that they only take part in; first what the quarter still lacks."""
    quarter = Quarter.of_day(clock.today())
    own = areas_reported(request.user)
    context = {
        "page_title": _("Our events"),
        "places": places_of(request.user),
        "now": clock.now(),
        "own_areas": set(own.values_list("pk", flat=True)),
        "quarter": quarter,
        "rows": queries.ledger_seen_by(request.user, quarter),
    }
    return render(request, "campaigns/event_mine.html", context | listed(request, own))


@require_safe
@require_role(*READERS)
def event_record(request, public_id):
    event = get_object_or_404(queries.visible_events(request.user), public_id=public_id)
    return render(request, "campaigns/event_record.html", record_context(request.user, event))


@require_POST
@require_role(Role.STREET_OFFICER)
def event_joint(request, public_id):
    """An area that was named as a partner says whether it was one."""
    event = get_object_or_404(queries.visible_events(request.user), public_id=public_id)
    form = PartnerForm(request.POST, areas=areas_reported(request.user))
    if not form.is_valid():
        raise BadRequest
    answer_as_partner(actor=request.user, now=clock.now(), event=event, **form.cleaned_data)
    messages.success(request, _("Noted. The area that leads sees it on the record."))
    return redirect("inbox:task-list")


@require_POST
@require_role(Role.STREET_OFFICER, Role.DISTRICT_ADMINISTRATOR)
def event_tell(request, public_id):
    """A news draft of a verified event; the editors have it among what waits for them."""
    event = get_object_or_404(queries.visible_events(request.user), public_id=public_id)
    tell_event(actor=request.user, now=clock.now(), event=event, agreed="agreed" in request.POST)
    messages.success(request, _("The draft is made. The editors have it among their tasks."))
    return redirect("campaigns:event-record", event.public_id)


@require_safe
@require_role(Role.STREET_OFFICER)
def event_receipt(request, public_id):
    event = _own(request, public_id)
    filing = event.filings.last()
    context = {"page_title": _("Received"), "places": places_of(request.user), "event": event, "filing": filing}
    return render(request, "campaigns/event_receipt.html", context)


def _own(request, public_id):
    return get_object_or_404(queries.own_events(request.user), public_id=public_id)


def _only(event):
    return type(event.area).objects.filter(pk=event.area_id)


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _start(request, now, *, ahead=False) -> dict:
    """The defaults of an empty form; with ?repeat= those of a former event that this person may see."""
    former = request.GET.get("repeat")
    if not former:
        return blank_initial(now, queries.last_event_of(request.user), ahead=ahead)
    try:
        event = queries.own_events(request.user).get(public_id=former)
    except (ValidationError, Event.DoesNotExist) as error:
        raise Http404 from error
    return repeat_initial(event, now, ahead=ahead)


def _answer(request, form: EventForm, operation, *, title, submit, event=None):
    """The receipt if all went well; else the form with what was typed, and what to put right."""
    if request.method == "POST" and form.is_valid():
        try:
            filed = operation(filing_of(form))
        except ValidationError as refusal:
            take_refusal(form, refusal)
        except RefusedFileError as refusal:
            form.add_error("proof_files", refusal.message)
        else:
            return redirect("campaigns:event-receipt", filed.public_id)
    context = {"page_title": title, "submit_label": submit, "form": form, "event": event}
    context |= {"offline": event is None and isinstance(form, ReportForm), "today": clock.today()}
    context |= {"places": places_of(request.user), "returned": queries.open_items(event) if event else []}
    return render(request, "campaigns/event_form.html", context, status=400 if form.errors else 200)
