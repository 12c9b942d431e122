from wagtail import hooks
from wagtail.snippets.models import register_snippet

from surveys.viewsets import QuestionnaireDraftViewSet, SurveysGroup

register_snippet(QuestionnaireDraftViewSet)


@hooks.register("register_admin_viewset")
def register_surveys():
    return SurveysGroup()
