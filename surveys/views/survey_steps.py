"""One page for a survey: its steps from the questionnaire to the results, what each lacks, and where to go."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.clock import now
from portal.procedure.deadlines import day_of
from surveys.enums import Dimension, WaveState
from surveys.models import Margin, QuestionnaireDraft, QuestionnaireVersion, Survey, Wave
from surveys.views.questionnaires import author, draft_address

MARGINS = (Dimension.AREA, Dimension.AGE)
NOTICE = ("privacy_version", "handler", "contact")


@dataclass(frozen=True)
class Step:
    """`lacks`: in words; empty where all is there."""

    title: str
    address: str
    label: str
    lacks: str = ""


@require_safe
@author
def survey_detail(request, slug):
    survey = get_object_or_404(Survey, slug=slug)
    wave = survey.waves.select_related("version", "survey").first()
    steps = [
        _questionnaire(survey),
        _marks(survey),
        _notice(survey),
        _waves(survey, wave),
        *([_plan(wave), _places(survey, wave)] if wave else []),
        _population(),
        *([_results(wave)] if wave else []),
    ]
    return render(request, "surveys/survey_detail.html", {"survey": survey, "wave": wave, "steps": steps})


def _questionnaire(survey: Survey) -> Step:
    draft = QuestionnaireDraft.objects.filter(code=survey.questionnaire_code).first()
    is_there = QuestionnaireVersion.objects.filter(code=survey.questionnaire_code).exists()
    address = draft_address(draft) if draft else reverse("surveys:questionnaire-list")
    lacks = (
        "" if is_there else _("no version of “%(code)s” yet: take its draft in") % {"code": survey.questionnaire_code}
    )
    return Step(_("Questionnaire"), address, _("Look at the questionnaire"), lacks)


def _named(survey: Survey, names) -> str:
    return _(", ").join(str(Survey._meta.get_field(name).verbose_name) for name in dict.fromkeys(names))


def _settings(survey: Survey) -> str:
    return reverse("survey_authoring:edit", args=[survey.pk])


def _marks(survey: Survey) -> Step:
    lacks = _named(survey, survey.statutory_gaps(day_of(now())))
    return Step(_("Marks of a lawful form"), _settings(survey), _("Fill in the marks"), lacks)


def _notice(survey: Survey) -> Step:
    lacks = _named(survey, [name for name in NOTICE if not getattr(survey, name).strip()])
    return Step(_("Privacy notice"), _settings(survey), _("Fill in the notice"), lacks)


def _waves(survey: Survey, wave: Wave | None) -> Step:
    if wave is None:
        address = f"{reverse('survey_waves:add')}?survey={survey.pk}"
        return Step(_("Waves"), address, _("Plan a wave"), _("no wave is planned"))
    lacks = "" if wave.state == WaveState.OPEN else str(wave.get_state_display())
    address = reverse("surveys:fieldwork-detail", args=[wave.public_id])
    lacks = _("the last wave is closed") if wave.state == WaveState.CLOSED else lacks
    return Step(_("Waves"), address, _("Go to wave %(number)s") % {"number": wave.number}, lacks)


def _plan(wave: Wave) -> Step:
    lacks = "" if wave.targets.exists() else _("how many answers are wanted from whom is not said")
    return Step(_("Sample plan"), reverse("surveys:sample-plan", args=[wave.public_id]), _("Fill in the grid"), lacks)


def _places(survey: Survey, wave: Wave) -> Step:
    needs_none = not wave.takes_strangers or survey.places.filter(revoked_at__isnull=True).exists()
    address = reverse("surveys:fieldwork-detail", args=[wave.public_id]) + "#places-title"
    return Step(
        _("Places"), address, _("Add venues and print their codes"), "" if needs_none else _("no venue has a code")
    )


def _population() -> Step:
    there = set(Margin.objects.values_list("dimension", flat=True))
    missing = [str(dimension.label) for dimension in MARGINS if dimension not in there]
    lacks = _("no numbers of people by %(what)s: figures stay unweighted") % {"what": _(", ").join(missing)}
    return Step(
        _("Populations"),
        reverse("survey_margins:index"),
        _("Enter how many people there are"),
        lacks if missing else "",
    )


def _results(wave: Wave) -> Step:
    if wave.is_pilot:
        address = reverse("surveys:fieldwork-detail", args=[wave.public_id])
        return Step(_("Results"), address, _("What the pilot shows"), _("a pilot has none"))
    if wave.state != WaveState.CLOSED:
        return Step(_("Results"), "", "", _("they come once the wave is closed"))
    return Step(_("Results"), reverse("surveys:estimate-list", args=[wave.public_id]), str(FIGURES))


FIGURES = gettext_lazy("Figures")
