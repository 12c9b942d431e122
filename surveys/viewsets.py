"""Authoring in the content system: surveys, their waves and sample plans. States change by operations, and
codes are made on the fieldwork page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.snippets.views.snippets import SnippetViewSet

from surveys.models import Margin, MeasureDraft, QuestionnaireDraft, SampleTarget, Survey, Wave


class SurveyViewSet(ModelViewSet):
    model = Survey
    icon = "form"
    menu_label = _("Surveys")
    list_display = ["title", "audience", "form_number", "valid_until"]
    search_fields = ["title", "slug"]
    panels = [
        FieldPanel("title"),
        FieldPanel("title_en"),
        FieldPanel("slug"),
        FieldPanel("audience"),
        FieldPanel("questionnaire_code"),
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
