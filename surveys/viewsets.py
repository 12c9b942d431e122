"""Authoring in the content system: surveys, their waves and sample plans. States change by operations, and
codes are made on the fieldwork page."""

from datetime import timedelta
from itertools import chain, count

from django.forms import Select
from django.urls import reverse
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from portal.clock import now
from surveys.models import Margin, MeasureDraft, QuestionnaireDraft, QuestionnaireVersion, SampleTarget, Survey, Wave

WEEKS = 2  # that a wave is open, unless its author says otherwise


def questionnaires() -> list[tuple[str, str]]:
    """What a survey may ask: versions, drafts that will be one, and what surveys name already."""
    named = {code: code for code in Survey.objects.values_list("questionnaire_code", flat=True)}
    named |= {draft.code: draft.title_zh for draft in QuestionnaireDraft.objects.all()}
    versions = QuestionnaireVersion.objects.order_by("code", "number")
    named |= {version.code: version.questionnaire.title.zh for version in versions}
    return [("", "---"), *((code, f"{words} ({code})") for code, words in sorted(named.items()))]


def survey_begun(code: str) -> Survey:
    """The name of the questionnaire, an address that is free, and the notice of the survey made last."""
    begun, last = Survey(), Survey.objects.order_by("-pk").first()
    version = QuestionnaireVersion.objects.filter(code=code).first()
    if last:
        for name in ("issuer", "privacy_version", "handler", "contact", "retention_months"):
            setattr(begun, name, getattr(last, name))
    if version:
        title, taken = version.questionnaire.title, set(Survey.objects.values_list("slug", flat=True))
        begun.questionnaire_code, begun.title, begun.title_en = code, title.zh, title.en
        address = code.replace("_", "-")
        addresses = chain([address], (f"{address}-{number}" for number in count(2)))
        begun.slug = next(name for name in addresses if name not in taken)
    return begun


class SurveyCreate(CreateView):
    """Begins with what its questionnaire and the survey before it know; then what is still missing is shown."""

    def get_initial_form_instance(self):
        return survey_begun(self.request.GET.get("questionnaire", ""))

    def get_success_url(self):
        return reverse("surveys:survey-detail", args=[self.object.slug])


class WaveCreate(CreateView):
    """The next one of the survey, from now for two weeks; then what is still missing is shown."""

    def get_initial_form_instance(self):
        chosen = self.request.GET.get("survey", "")
        survey = Survey.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        if survey is None:
            return None
        last, start = survey.waves.first(), now().replace(minute=0, second=0, microsecond=0)
        number = last.number + 1 if last else 1
        return Wave(survey=survey, number=number, opens_at=start, closes_at=start + timedelta(weeks=WEEKS))

    def get_success_url(self):
        return reverse("surveys:survey-detail", args=[self.object.survey.slug])


class DraftEdit(EditView):
    """What is saved can be taken in: the way there is beside the word that it was saved."""

    def get_success_buttons(self):
        address = reverse("surveys:questionnaire-list")
        return [*super().get_success_buttons(), messages.button(address, _("Take it in as a version"))]


class SurveyViewSet(ModelViewSet):
    model = Survey
    icon = "form"
    menu_label = _("Surveys")
    list_display = ["title", "audience", "form_number", "valid_until"]
    search_fields = ["title", "slug"]
    add_view_class = SurveyCreate
    panels = [
        FieldPanel("title"),
        FieldPanel("title_en"),
        FieldPanel("slug"),
        FieldPanel("audience"),
        FieldPanel("questionnaire_code", widget=Select(choices=CallableChoiceIterator(questionnaires))),
        MultiFieldPanel(
            [
                FieldPanel("form_number"),
                FieldPanel("issuer"),
                FieldPanel("approval_number"),
                FieldPanel("valid_until"),
                FieldPanel("statutory_check"),
            ],
            heading=_("Marks of a lawful form"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("privacy_version"),
                FieldPanel("handler"),
                FieldPanel("contact"),
                FieldPanel("retention_months"),
            ],
            heading=_("Privacy notice"),
        ),
    ]


class WaveViewSet(ModelViewSet):
    model = Wave
    icon = "date"
    menu_label = _("Waves")
    list_display = ["survey", "number", "is_pilot", "state", "admission", "opens_at", "closes_at"]
    list_filter = ["survey", "state", "is_pilot"]
    add_view_class = WaveCreate
    panels = [FieldPanel(name) for name in ("survey", "number", "is_pilot", "opens_at", "closes_at")]


class SampleTargetViewSet(ModelViewSet):
    model = SampleTarget
    icon = "group"
    menu_label = _("Sample plan")
    list_display = ["wave", "area", "age", "wanted"]
    list_filter = ["wave", "area"]
    panels = [FieldPanel("wave"), FieldPanel("area"), FieldPanel("age"), FieldPanel("wanted")]


class QuestionnaireDraftViewSet(SnippetViewSet):
    """With the form as a phone shows it beside the editor; what is ready is taken in on the questionnaires page."""

    model = QuestionnaireDraft
    icon = "list-ul"
    menu_label = _("Questionnaires in the making")
    list_display = ["code", "title_zh", "minutes"]
    edit_view_class = DraftEdit
    add_to_admin_menu = True
    copy_view_enabled = False


class MeasureDraftViewSet(SnippetViewSet):
    """What counts, whose answers, how; tried on past waves and taken in on the page of the measures."""

    model = MeasureDraft
    icon = "list-ol"
    menu_label = _("Measures in the making")
    list_display = ["code", "questionnaire", "indicator"]
    add_to_admin_menu = True
    copy_view_enabled = False


class MarginViewSet(ModelViewSet):
    model = Margin
    icon = "group"
    menu_label = _("Populations")
    list_display = ["dimension", "counted_on", "source", "is_proxy"]
    list_filter = ["dimension"]
    panels = [
        FieldPanel("dimension"),
        FieldPanel("source"),
        FieldPanel("counted_on"),
        FieldPanel("is_proxy"),
        FieldPanel("proxy_for"),
        InlinePanel("counts", heading=_("People by category"), min_num=1),
    ]


class SurveysGroup(ModelViewSetGroup):
    menu_label = _("Surveys")
    menu_icon = "form"
    items = (
        SurveyViewSet("survey_authoring"),
        WaveViewSet("survey_waves"),
        SampleTargetViewSet("survey_targets"),
        MarginViewSet("survey_margins"),
    )
