"""Figures of a closed wave: one person prepares, another publishes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.permissions import require_role
from portal.clock import now
from surveys.enums import EstimateState
from surveys.forms.collection import DecisionForm
from surveys.forms.lacks import lack_words
from surveys.models import Estimate
from surveys.operations.estimates import decide_estimate, prepare_estimates, publish_questions
from surveys.permissions import DISTRICT_ROLES, JUDGING_ROLES, can_decide_estimate, can_prepare
from surveys.queries import flag_counts
from surveys.results.bars import told_of
from surveys.results.gate import lacks
from surveys.results.inputs import tallies_of
from surveys.results.pages import labels_of
from surveys.results.questions import is_question, measures_of_wave
from surveys.views.fieldwork import WAVES


@require_safe
@require_role(*DISTRICT_ROLES)
def estimate_list(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    context = {
        "wave": wave,
        **_listed(request.user, wave),
        "flags": flag_counts(wave),
        "can_prepare": can_prepare(request.user, wave),
    }
    return render(request, "surveys/estimate_list.html", context)


def _listed(user, wave) -> dict:
    """Figures of the plan one by one; answers to questions together, as they are published together."""
    tallies, rows, questions = tallies_of(wave), [], []
    asked = measures_of_wave(wave) if wave.version else {}
    for row in wave.estimates.exclude(state=EstimateState.REFUSED).select_related("prepared_by", "decided_by"):
        row.wave = wave
        found = (row, can_decide_estimate(user, row), *_gate(row, tallies, asked))
        (questions if is_question(row.measure) else rows).append(found)
    labels = labels_of(wave) if questions else {}
    waiting = [each for each in questions if each[0].state == EstimateState.PREPARED]
    return {
        "rows": rows,
        "questions": [(*each, told_of(each[0], labels)) for each in questions],
        "lacks": list(dict.fromkeys(words for *_row, found, _blocked in waiting for words in found)),
        "can_publish": bool(waiting) and all(may and not blocked for _row, may, _found, blocked in waiting),
    }


def _gate(row, tallies, asked) -> tuple[list[str], bool]:
    """In words what a figure that waits still lacks, and whether that forbids publishing."""
    found = lacks(row, tallies, asked) if row.state == EstimateState.PREPARED else []
    return [lack_words(lack.code, lack.number) for lack in found], any(lack.blocks for lack in found)


@require_POST
@require_role(*DISTRICT_ROLES)
def estimate_prepare(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    prepare_estimates(wave=wave, actor=request.user, now=now())
    messages.success(request, _("Prepared. Another person publishes them."))
    return redirect("surveys:estimate-list", public_id=public_id)


@require_POST
@require_role(*JUDGING_ROLES)
def questions_publish(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    publish_questions(wave=wave, actor=request.user, now=now())
    messages.success(request, _("Published: anyone can read them on the results page now."))
    return redirect("surveys:estimate-list", public_id=public_id)


@require_POST
@require_role(*JUDGING_ROLES)
def estimate_decide(request, public_id, estimate_id):
    estimate = get_object_or_404(Estimate, public_id=estimate_id, wave__public_id=public_id)
    form = DecisionForm(request.POST)
    form.is_valid()
    given = {"publish": form.cleaned_data["publish"], "reason": form.cleaned_data.get("reason", "")}
    decide_estimate(estimate=estimate, **given, actor=request.user, now=now())
    messages.success(request, _("Published.") if given["publish"] else _("Sent back."))
    return redirect("surveys:estimate-list", public_id=public_id)
