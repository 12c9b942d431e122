from wagtail import hooks
from wagtail.snippets.models import register_snippet

from surveys.viewsets import MeasureDraftViewSet, QuestionnaireDraftViewSet, SurveysGroup

register_snippet(QuestionnaireDraftViewSet)
register_snippet(MeasureDraftViewSet)


@hooks.register("register_admin_viewset")
def register_surveys():
    return SurveysGroup()
