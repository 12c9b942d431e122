from django.templatetags.static import static
from django.utils.html import format_html, json_script
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from surveys.questionnaire.scale_words import LIBRARY
from surveys.viewsets import MeasureDraftViewSet, QuestionnaireDraftViewSet, SurveysGroup

register_snippet(QuestionnaireDraftViewSet)
register_snippet(MeasureDraftViewSet)


@hooks.register("register_admin_viewset")
def register_surveys():
    return SurveysGroup()


@hooks.register("insert_editor_js")
def offer_codes():
    """Earlier questions, answers, endings and scales are picked in the editor, not typed."""
    scales = {name: [(code, zh) for code, _strength, zh, _en in steps] for name, steps in LIBRARY.items()}
    script = format_html('<script type="module" src="{}"></script>', static("surveys/js/picks.js"))
    return json_script(scales, "survey-scales") + script
