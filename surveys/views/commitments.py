"""What residents named in a wave, and what is done about it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.permissions import require_role
from portal.clock import now, today
from portal.procedure.refusals import Refused
from surveys.enums import CommitmentStep
from surveys.forms.commitments import FORMS, ConcernForm
from surveys.models import Commitment
from surveys.operations.commitments import decline, finish_commitment, move_commitment, name_concern, promise
from surveys.permissions import REPLYING_ROLES, can_reply
from surveys.results.drivers import drivers
from surveys.results.texts import sorted_texts
from surveys.views.fieldwork import WAVES
from surveys.workflow import COMMITMENTS

STEPS = {
    CommitmentStep.PROMISE: promise,
    CommitmentStep.DECLINE: decline,
    CommitmentStep.MOVE: move_commitment,
    CommitmentStep.FINISH: finish_commitment,
}


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*REPLYING_ROLES)
def commitment_list(request, public_id):
    """The concerns of a wave; one more is named here."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    form = ConcernForm(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid() and _done(request, form, name_concern, wave=wave):
        return redirect("surveys:commitment-list", public_id=public_id)
    return render(request, "surveys/commitment_list.html", _context(request, wave, form), status=_status(form))


@require_POST
@require_role(*REPLYING_ROLES)
def commitment_step(request, public_id, commitment_id, step):
    row = get_object_or_404(Commitment.objects.select_related("wave__survey"), public_id=commitment_id)
    if step not in STEPS or str(row.wave.public_id) != str(public_id):
        raise Http404
    form = FORMS[CommitmentStep(step)](request.POST)
    if form.is_valid() and _done(request, form, STEPS[CommitmentStep(step)], commitment=row):
        return redirect("surveys:commitment-list", public_id=public_id)
    context = _context(request, row.wave, ConcernForm(wave=row.wave), {(row.pk, step): form})
    return render(request, "surveys/commitment_list.html", context, status=400)


def _done(request, form, operation, **about) -> bool:
    try:
        operation(**about, **form.cleaned_data, actor=request.user, now=now())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        return False
    messages.success(request, _("Noted. It stands on the results page."))
    return True


def _context(request, wave, form, failed=None) -> dict:
    rows = wave.commitments.select_related("office", "heading")
    return {
        "wave": wave,
        "form": form,
        "may": can_reply(request.user, wave),
        "rows": [(row, row.is_late(today()), _forms(row, failed or {})) for row in rows],
        **(_known(wave) if wave.version else {}),
    }


def _known(wave) -> dict:
    """What helps to see the main concerns: what was written, and what goes with satisfaction."""
    language, (whole, found) = get_language() or "zh-hans", drivers(wave)
    return {
        "texts": sorted_texts(wave),
        "whole": whole and whole.text.in_language(language),
        "drivers": [(driver.item.text.in_language(language), driver) for driver in found],
    }


def _forms(row, failed) -> list[tuple[str, object]]:
    """The steps that are open, each with its form."""
    given = {"answer": row.answer, "answer_en": row.answer_en, "office": row.office, "due_on": row.due_on}
    return [
        (step.name, failed.get((row.pk, step.name)) or FORMS[CommitmentStep(step.name)](initial=given))
        for step in COMMITMENTS.open_steps(row.state)
    ]


def _status(form) -> int:
    return 400 if form.errors else 200
