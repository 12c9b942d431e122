"""What anyone may read: which surveys are open, and what came of those that were."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.clock import now, today
from portal.cms.pagecache import shared
from surveys.enums import WaveState
from surveys.models import Wave
from surveys.queries import open_waves
from surveys.results.deliveries import design_of_wave
from surveys.results.pages import wave_results
from surveys.results.texts import sorted_texts


@require_safe
@shared
def survey_list(request):
    closed = Wave.objects.real().filter(state=WaveState.CLOSED).select_related("survey").order_by("-closes_at")
    return render(request, "surveys/survey_list.html", {"waves": open_waves(now()), "closed": closed[:20]})


@require_safe
@shared
def survey_results(request, slug, number):
    """The published figures of one wave; before its close nothing but when that will be."""
    waves = Wave.objects.exclude(state=WaveState.PLANNED).select_related("survey", "version")
    wave = get_object_or_404(waves, survey__slug=slug, number=number)
    context = {"wave": wave, "survey": wave.survey, **wave_results(wave)}
    context["design"] = design_of_wave(wave)
    promised = wave.commitments.select_related("office")
    context["commitments"] = [(row, row.is_late(today())) for row in promised]
    context["has_figures"] = bool(context["results"] or context["answers"])
    if context["has_figures"]:
        context["texts"] = [(sort, sort.item.text.in_language(get_language())) for sort in sorted_texts(wave)]
    return render(request, "surveys/survey_results.html", context)
