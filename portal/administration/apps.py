from wagtail.users.apps import WagtailUsersAppConfig


class SectionEditorsConfig(WagtailUsersAppConfig):
    """Wagtail's accounts under our rules (portal/administration/viewsets.py)."""

    user_viewset = "portal.administration.viewsets.SectionEditorViewSet"
