from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class SectionEditorsConfig(WagtailUsersAppConfig):
    """Wagtail's accounts under our rules (portal/administration/viewsets.py)."""

    user_viewset = "portal.administration.viewsets.SectionEditorViewSet"


class AdministrationConfig(AppConfig):
    name = "portal.administration"
    label = "administration"
    default = True
