"""Paper forms: the sheet to print, batches, two keyings, differences, entering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.permissions import require_role
from portal.clock import now
from portal.procedure.refusals import Refused
from surveys.enums import Mode
from surveys.forms.collection import BatchForm
from surveys.forms.paper import SettleForm
from surveys.forms.posted import answers_in
from surveys.forms.sheet import sheet
from surveys.models import PaperBatch
from surveys.operations.answering import Arrival
from surveys.operations.paper import Stack, add_batch, enter_batch, key_sheet, settle_sheet
from surveys.permissions import ENTERING_ROLES, can_assist
from surveys.queries import areas_with_communities, keyed_pairs, offered_places, sheet_to_key
from surveys.questionnaire import Checked, Fault, check
from surveys.views.fieldwork import WAVES, areas_seen_by
from surveys.views.visit import Visit, form_page

# What stands so on the paper is kept as far as it goes.
ON_PAPER = (Fault.MISSING, Fault.PLACE_TWICE, Fault.PLACE_LEFT_OUT)
both = require_http_methods(["GET", "HEAD", "POST"])


@both
@require_role(*ENTERING_ROLES)
def batch_list(request, public_id):
    wave, areas = get_object_or_404(WAVES, public_id=public_id), areas_seen_by(request.user)
    if not any(can_assist(request.user, area) for area in areas):
        raise PermissionDenied
    form = BatchForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        batch = add_batch(wave=wave, stack=Stack(**form.cleaned_data), actor=request.user, now=now())
        return redirect("surveys:paper-detail", public_id, batch.public_id)
    batches = PaperBatch.objects.filter(wave=wave, area__in=areas).select_related("area")
    context = {"wave": wave, "form": form, "batches": batches}
    return render(request, "surveys/paper_list.html", context, status=400 if form.errors else 200)


@require_safe
@require_role(*ENTERING_ROLES)
def paper_form(request, public_id):
    wave = get_object_or_404(WAVES.exclude(version=None), public_id=public_id)
    shown = sheet(wave.version.questionnaire, get_language() or "zh-hans", areas_with_communities())
    context = {"wave": wave, "survey": wave.survey, "sheet": shown}
    return render(request, "surveys/paper_form.html", context)


def _batch(request, public_id, batch_id) -> PaperBatch:
    """Another street's batch is not there."""
    rows = PaperBatch.objects.select_related("wave__survey", "wave__version", "area")
    batch = get_object_or_404(rows, wave__public_id=public_id, public_id=batch_id)
    if not can_assist(request.user, batch.area):
        raise Http404  # as for one that is not there: ids tell nothing
    return batch


@both
@require_role(*ENTERING_ROLES)
def batch_detail(request, public_id, batch_id):
    batch = _batch(request, public_id, batch_id)
    if request.method == "POST":
        enter_batch(batch=batch, actor=request.user, now=now())
        messages.success(request, _("The batch is entered. The keyings are deleted."))
        return redirect(request.path)
    following = sheet_to_key(batch, request.user)
    return render(request, "surveys/paper_detail.html", {"next": following, **_progress(batch)})


def _progress(batch: PaperBatch) -> dict:
    pairs = keyed_pairs(batch)
    return {
        "batch": batch,
        "wave": batch.wave,
        "keyed": batch.keyings.filter(turn=1).count(),
        "twice": len(pairs),
        "open": [number for number, pair in sorted(pairs.items()) if pair.is_open],
    }


@both
@require_role(*ENTERING_ROLES)
def sheet_key(request, public_id, stack, sheet):
    batch = _batch(request, public_id, stack)
    wave, arrival = batch.wave, Arrival(mode=Mode.PAPER, entered_by_staff=True)
    visit = Visit(request, wave.survey, wave, arrival, now(), extra={"batch": batch, "sheet_number": sheet})
    return _keep(visit, batch, sheet) if request.method == "POST" else form_page(visit)


def _keep(visit: Visit, batch: PaperBatch, number: int):
    """On paper nobody can be asked again: what is left out is no fault, and who is not meant counts as an empty sheet."""
    checked = _read(visit)
    if checked.problems:
        return form_page(visit, problems=checked.problems, status=400)
    answers = {} if checked.ending else checked.answers
    try:
        key_sheet(batch=batch, sheet=number, answers=answers, actor=visit.request.user)
    except Refused as refusal:
        messages.error(visit.request, refusal.words)
    following = sheet_to_key(batch, visit.request.user)
    if following is None:
        return redirect("surveys:paper-detail", batch.wave.public_id, batch.public_id)
    return redirect("surveys:paper-key", batch.wave.public_id, batch.public_id, following)


def _read(visit: Visit) -> Checked:
    visit.posted = answers_in(visit.request.POST)
    return check(visit.questionnaire, visit.posted, offered_places()).without(*ON_PAPER)


@both
@require_role(*ENTERING_ROLES)
def sheet_reread(request, public_id, stack, sheet):
    """Where both keyed wrong: the whole sheet once more from the paper, which counts then."""
    batch = _batch(request, public_id, stack)
    pair = keyed_pairs(batch).get(sheet)
    if pair is None or not pair.differs:
        return redirect("surveys:paper-detail", public_id, stack)
    extra = {"batch": batch, "sheet_number": sheet}
    arrival = Arrival(mode=Mode.PAPER, entered_by_staff=True)
    visit = Visit(request, batch.wave.survey, batch.wave, arrival, now(), extra=extra)
    return _settled_anew(visit, batch, sheet) if request.method == "POST" else form_page(visit)


def _settled_anew(visit: Visit, batch: PaperBatch, number: int):
    checked = _read(visit)
    if checked.problems:
        return form_page(visit, problems=checked.problems, status=400)
    answers = {} if checked.ending else checked.answers
    settle_sheet(batch=batch, sheet=number, answers=answers, actor=visit.request.user, now=visit.now)
    messages.success(visit.request, _("What you read now counts for this sheet."))
    return redirect("surveys:paper-detail", batch.wave.public_id, batch.public_id)


@both
@require_role(*ENTERING_ROLES)
def sheet_settle(request, public_id, stack, sheet):
    batch = _batch(request, public_id, stack)
    pair = keyed_pairs(batch).get(sheet)
    if pair is None or not pair.differs:
        return redirect("surveys:paper-detail", public_id, stack)
    form = SettleForm(request.POST or None, questionnaire=batch.wave.version.questionnaire, pair=pair)
    if request.method == "POST" and form.is_valid():
        settle_sheet(batch=batch, sheet=sheet, answers=form.answers(), actor=request.user, now=now())
        return redirect("surveys:paper-detail", public_id, stack)
    context = {"batch": batch, "wave": batch.wave, "number": sheet, "form": form}
    return render(request, "surveys/paper_settle.html", context, status=400 if form.errors else 200)
