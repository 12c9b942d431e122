from wagtail import hooks

from surveys.viewsets import SurveysGroup


@hooks.register("register_admin_viewset")
def register_surveys():
    return SurveysGroup()
